import HCodeDesk
import HCodeSystem
import HCodePictures
import HCodePaper
import HCodeRegistry
import HCodeBase
import HCodeCore

extension English {
  func words(_ error: RegistryError, of registry: String) -> ErrorWords {
    switch error {
    case .notARegistry(let detail):
      ErrorWords(
        "\(registry): not a registry: \(detail)", hint: "make one with 'hcode registry init'")
    case .unknownVersion(let version):
      ErrorWords(
        "\(registry): version \(version) of the registry is newer than this program",
        hint: "update hcode")
    case .full(let capacity, let left):
      ErrorWords(
        "\(registry): \(left) of \(capacity) indexes are left, fewer than asked for",
        hint:
          "a desk takes another lease; a whole registry wants a new key ('hcode keygen', 'hcode registry init')"
      )
    case .otherLease(let request, let count):
      ErrorWords(
        "\(registry): \(request) has a lease of \(count) already",
        hint: "ask for \(count) to get it again, or under another name")
    case .deskMade(let request):
      ErrorWords(
        "\(registry): a desk's file was made of the lease \(request) already; two would give each index twice",
        hint:
          "take a lease under another name; if that file never arrived and nobody has it, --again makes another"
      )
    case .otherRows(let batch, let row):
      ErrorWords(
        "\(registry): the batch \(batch) has other rows from row \(row) on, or the same ones with another --at or other options",
        hint:
          "under one name go the same rows in the same order; other people are a batch of their own, with another --as"
      )
    case .neverLeased(let counters):
      ErrorWords(
        "\(registry): \(counters.lowerBound)..\(counters.upperBound) were not all handed out",
        hint: "take a lease with 'hcode registry lease'")
    case .deskOnly:
      ErrorWords(
        "\(registry): a desk's registry, which knows of its own codes only",
        hint: "do this in the registry that its lease came from")
    case .foreignDesk:
      ErrorWords(
        "not a desk's registry with a lease of \(registry)",
        hint: "give a file that 'hcode registry lease -o' made from this registry")
    case .neverIssued(let index):
      ErrorWords(
        "\(registry): no code of index \(index) was ever issued from this registry",
        hint: "check the number; nothing was changed")
    case .wouldImprove(let index, let from, let to):
      ErrorWords(
        "index \(index) is \(from.word), and \(to.word) would be better for its bearer",
        hint: from == .raisedToRed
          ? "the way out of red is a new code; nothing was changed"
          : "'hcode status clear' takes back what was a mistake; nothing was changed")
    case .nothingToClear(let index, let status):
      ErrorWords(
        "index \(index) is \(status.word), which is not cleared",
        hint: status == .raisedToRed
          ? "the way out of red is a new code; nothing was changed"
          : "only revoked and suspended codes are; nothing was changed")
    case .alreadyRecorded(let index):
      ErrorWords(
        "\(registry): index \(index) has another code already",
        hint: "two desks use one lease, or a batch was changed: do not hand this code out")
    case .notLater(let last):
      ErrorWords(
        "\(registry): the last list was made at \(last.rfc3339), and this one would not be later",
        hint: "if it was not made just now, this clock is behind: set it")
    case .busy:
      ErrorWords(
        "\(registry): another process has held the registry for 30 seconds", hint: "try again")
    case .collision(let detail):
      ErrorWords("\(registry): \(detail)", hint: "try again; nothing was changed")
    case .unreachable(let detail):
      ErrorWords(
        "\(registry): \(detail)",
        hint:
          "nothing was changed; see whether the server is up and its address right, then try again")
    case .unknownOutcome:
      ErrorWords(
        "\(registry): the server was lost while it made the change, and has not said whether it did",
        hint: "look with 'hcode registry show' or 'hcode status show' before you do it again")
    case .badAddress(let detail):
      ErrorWords(
        "the registry's URL: \(detail)",
        hint: "such as postgres://desk7@db.example/hcode?sslmode=verify-full")
    case .noPostgreSQLLibrary(let library):
      ErrorWords("\(registry): \(library) is not installed", hint: "apt-get install libpq5")
    case .alreadyThere(let table):
      ErrorWords(
        "\(registry): has a table \(table) already",
        hint: "take an empty database, or a schema of its own: ?options=-csearch_path%3DNAME")
    case .noSpace:
      ErrorWords(
        "\(registry): no space left on device", hint: "free some space; nothing was changed")
    case .notPermitted(let detail):
      ErrorWords(
        "\(registry): \(detail)",
        hint: PostgreSQLAddress.isMeant(by: registry.utf8)
          ? "see PGPASSFILE or ~/.pgpass, pg_hba.conf, and what the role is granted"
          : "the file and its folder have to be yours to write")
    case .inputOutput(let detail):
      ErrorWords(
        "\(registry): \(detail)", hint: "nothing was changed; look at the disk, then try again")
    case .damaged(let detail):
      ErrorWords(
        "\(registry): the registry is damaged: \(detail)", hint: "take it from the backup")
    }
  }

  func words(_ error: PostgreSQLAddress.Refusal) -> ErrorWords {
    switch error {
    case .holdsPassword:
      ErrorWords(
        "the registry's URL holds a password, which everybody on this machine can read in the list of processes",
        hint: "change it, and put the new one into ~/.pgpass or a file that PGPASSFILE names")
    case .malformed:
      ErrorWords(
        "the registry's URL holds spaces or characters that are not ASCII",
        hint: "write them as %20 and the like")
    }
  }

  func words(_ error: HealthCode.IssuingError) -> ErrorWords {
    switch error {
    case .outsideValidity(let key):
      ErrorWords(
        "the code would not lie within the key's validity: \(key.publicKey.identifier.hex), \(key.created.rfc3339) to \(key.expires.rfc3339)",
        hint: "shorten --valid, or make a new key with 'hcode keygen'")
    case .tooLong:
      ErrorWords("the code holds too much for one QR symbol", hint: "state less")
    case .issuerMismatch: ErrorWords("signing failed: the claims name another issuer than the key")
    case .sameOfficer: ErrorWords("signing failed: the second officer's key is the first one's")
    case .signing(let fault): words(fault)
    }
  }

  func words(_ error: SigningKey.SigningError) -> ErrorWords {
    let what =
      switch error {
      case .noSecretMemory: "there is no memory for the secret"
      case .keysDoNotMatch: "the public key in the file is not the one of the secret"
      case .signatureDoesNotVerify: "the signature does not verify"
      }
    return ErrorWords("signing failed: \(what)", hint: "do not use this machine to sign")
  }

  func words(_ error: StatusSigningError) -> ErrorWords {
    switch error {
    case .signing(let fault): words(fault)
    case .tooLarge:
      ErrorWords(
        "the file would have more than 16 MiB",
        hint: "too much has changed for one list: give new codes a new key and registry")
    case .outOfMemory: ErrorWords("no memory to compress the list with")
    }
  }

  // MARK: Drawing

  func words(_ error: DrawingError) -> ErrorWords {
    switch error {
    case .doesNotFit(let level):
      ErrorWords(
        "the code does not fit a QR symbol at level \(level.rawValue)",
        hint: "choose a lower --error-correction, or state less")
    case .unreadable:
      ErrorWords(
        "the finished picture could not be scanned, so it was not written",
        hint: "use a larger --module-size and a --quiet-zone of 4")
    case .tooLarge: ErrorWords("the picture cannot be drawn in this size")
    case .failed(let detail):
      ErrorWords(
        "the picture cannot be drawn: \(detail)",
        hint: "choose a smaller --module-size or --quiet-zone")
    case .card(let error):
      ErrorWords(
        "the card could not be drawn: \(error)",
        hint: "install Debian's librsvg2-bin and fonts-noto-cjk, or write the card as SVG")
    case .paper(let error, let remedy): words(error, Self.advice(remedy))
    }
  }

  private static func advice(_ remedy: DrawingError.Remedy) -> String {
    switch remedy {
    case .largerLabels: "take larger labels"
    case .largerLabelsOr(let level, let millimetres):
      "take larger labels, or --error-correction \(level.rawValue), which makes it \(Drawing.millimetres(millimetres)) mm"
    case .largerLabelsOrLowerLevel: "take larger labels, or a lower --error-correction"
    case .largerModule: "give a larger --module-size"
    }
  }

  private func words(_ error: PaperError, _ advice: String) -> ErrorWords {
    let orForce = advice + ", or state less; --force prints it all the same"
    return switch error {
    case .moduleTooSmall(0, _), .tooFewDots(0, _):
      ErrorWords(
        "there is no room for the code on such a label", hint: advice + ", or state less")
    case .moduleTooSmall(let millimetres, let least):
      ErrorWords(
        "a module of the code would be \(Drawing.millimetres(millimetres)) mm wide; phones read \(Drawing.millimetres(least)) mm from 25 cm",
        hint: orForce)
    case .tooFewDots(let dots, let least):
      ErrorWords(
        "a module of the code would be \(dots) dots wide; printed codes need \(least)",
        hint: orForce)
    case .librariesMissing(let package):
      ErrorWords(
        "labels need libraries that are not installed",
        hint: "apt-get install \(package) fonts-noto-core fonts-noto-cjk")
    case .drawing(let detail): ErrorWords("the labels could not be drawn: \(detail)")
    case .nothing: ErrorWords("there is no label to print")
    }
  }

  // MARK: Batches

  func words(_ error: BatchError) -> ErrorWords {
    let template = "'hcode issue --batch-template' prints the columns"
    let anew = "somebody changed it: begin the batch again, in another place and with other indexes"
    return switch error {
    case .isFolder: ErrorWords("is a directory", hint: "name the file of people in it")
    case .otherPeople:
      ErrorWords(
        "not the file that this batch was begun with, as far as it was read then",
        hint: "give that file; people who came later are a batch of their own")
    case .header(let fault, _):
      ErrorWords((fault.column.map { "\($0): " } ?? "") + fault.reason, hint: template)
    case .empty: ErrorWords("is empty", hint: template)
    case .nobody: ErrorWords("holds nobody", hint: "a row a person, below the header")
    case .notWritten(let number):
      [.full, .broken].contains(SystemError(number).kind)
        ? ErrorWords(
          SystemError(number).name,
          hint: "what was issued is kept; free some space, then give the same command with --resume"
        ) : words(FileError.notWritten(number))
    case .shortened: ErrorWords("shorter than the batch's journal says", hint: anew)
    case .foreignLine: ErrorWords("not a code of this batch", hint: anew)
    case .inUse: ErrorWords("another process is at this batch", hint: "wait for it to end")
    case .notAJournal:
      ErrorWords(
        "not the journal of a batch, or of a newer hcode", hint: "choose another output")
    case .folderNotEmpty: ErrorWords("the folder is not empty", hint: "choose another folder")
    case .tooLargeForArchive: ErrorWords("a picture is too large for the archive")
    case .noIndexLeft(let row, let source):
      ErrorWords(
        "row \(row) has no index left in \(source)",
        hint: "begin again, in another place and with more indexes than there are rows")
    case .unreadablePicture(let row):
      ErrorWords(
        "row \(row): the finished picture could not be scanned, so the batch was stopped",
        hint: "use a larger --module-size and a --quiet-zone of 4")
    case .begun:
      ErrorWords(
        "a batch was begun here",
        hint: "go on with it: the same command with --resume; or choose another output")
    case .begunWith(let setting):
      ErrorWords(
        "the batch was begun with \(Self.name(of: setting))",
        hint: "give what it was begun with, or choose another output")
    case .badName:
      ErrorWords("the journal's name for the batch is none", hint: "choose another output")
    case .rejected(let number, let rows, let rejects):
      ErrorWords(
        "\(number) of \(rows) rows were rejected",
        hint: rejects.map {
          "they are in \($0.description): mend them there, and issue that file as a batch of its own"
        } ?? "their lines in the output say why")
    }
  }

  private static func name(of setting: BatchError.Setting) -> String {
    switch setting {
    case .key(let key): "the key \(key)"
    case .indexes(let source): "the indexes \(source)"
    case .option(let option): option
    case .noOption(let option): "no \(option)"
    }
  }

  // MARK: What the system gives

  func words(_ error: StreamError) -> ErrorWords {
    switch error {
    case .noWatch(let number):
      ErrorWords(
        "folders cannot be watched: \(SystemError(number).name)",
        hint: "raise fs.inotify.max_user_instances with sysctl")
    case .tooManyWatches:
      ErrorWords(
        "too many folders are watched on this machine",
        hint: "raise fs.inotify.max_user_watches with sysctl")
    case .notAFolder: ErrorWords("not a folder", hint: "name the folder that pictures come into")
    case .folderGone:
      ErrorWords(
        "the folder is gone: deleted, moved away or unmounted",
        hint: "make it again and start this anew")
    case .folderInUse:
      ErrorWords("another hcode watches this folder", hint: "end that one first")
    case .noMemory(let error):
      ErrorWords(
        words(error).message, hint: "name a folder that can be written to in XDG_STATE_HOME")
    case .deviceNotOpened(let number):
      ErrorWords(
        SystemError(number).name,
        hint: {
          switch SystemError(number).kind {
          case .forbidden: "join the group that may read it: usermod -aG dialout USER"
          case .busy: "another program has it open"
          case .absent, .full, .readOnly, .broken, .closedPipe, .other:
            "plug the scanner in, in serial mode (USB-COM); see 'ls /dev/ttyACM* /dev/ttyUSB*'"
          }
        }())
    case .deviceIsFolder: ErrorWords("is a directory", hint: "name the scanner's device")
    case .noPipe(let number): ErrorWords("no pipe: \(SystemError(number).name)")
    case .noFrames(let held):
      ErrorWords(
        "standard input: \(Self.sentence(held))",
        hint: "give it what 'ffmpeg -f image2pipe -c:v pgm -' writes")
    }
  }

  private static func sentence(_ held: StreamError.Held) -> String {
    switch held {
    case .nothing: "held nothing"
    case .noWholeFrame: "held no whole frame"
    case .noFrame: "held no frame, neither PGM or PPM nor JPEG"
    }
  }

  func words(_ error: ThreadError) -> ErrorWords {
    ErrorWords(
      "a thread could not be started: \(SystemError(error.number).name)",
      hint: "raise the limit of processes (ulimit -u)")
  }

  func words(_ error: OutputError) -> ErrorWords {
    ErrorWords(
      "standard output: \(SystemError(error.number).name)",
      hint: SystemError(error.number).kind == .closedPipe
        ? nil : "free some space, or send the output elsewhere")
  }

  func words(_ error: UnexpectedError) -> ErrorWords {
    ErrorWords(
      "this should not happen: \(error.detail)", hint: "report it, with the command that you gave")
  }
}
