import HCodeDesk
import HCodeGate
import HCodeSystem
import HCodeFormats
import HCodeBase
import HCodePictures
import HCodeTrust
import HCodeCore

extension English {
  // MARK: Files

  func words(_ error: FileError) -> ErrorWords {
    switch error {
    case .badName: ErrorWords("not a file's name")
    case .notAFile: ErrorWords("exists and is not a file")
    case .exists:
      ErrorWords("already exists", hint: "choose another name, or overwrite it with --force")
    case .isFolder: ErrorWords("is a directory", hint: "name the files in it")
    case .notReadable(let number):
      ErrorWords(SystemError(number).name, hint: error.isAbsent ? "check the name" : nil)
    case .notWritten(let number):
      ErrorWords(SystemError(number).name, hint: Self.hint(ofWriting: number))
    case .notSynced(let number):
      ErrorWords(
        "written, but not surely on the disk: \(SystemError(number).name)",
        hint: "do it again, and look after the disk")
    case .tooLarge(let limit):
      ErrorWords("larger than \(limit >> 10) KiB", hint: "is it the right file?")
    case .secretTooLarge: ErrorWords("too large")
    case .empty: ErrorWords("the file is empty")
    case .noLockedMemory: ErrorWords("no memory that can be locked is to be had")
    }
  }

  private static func hint(ofWriting number: Int32) -> String? {
    switch SystemError(number).kind {
    case .forbidden: "choose a folder that you may write to"
    case .absent: "make the folder first"
    case .full: "free some space; nothing was left behind"
    case .readOnly: "choose a folder that can be written"
    case .busy, .broken, .closedPipe, .other: nil
    }
  }

  func words(_ error: URLFetchError) -> ErrorWords {
    switch error {
    case .insecure:
      ErrorWords("http would let anybody on the way change the list", hint: "use https")
    case .curlMissing(let package):
      ErrorWords("curl is not installed", hint: "apt-get install \(package)")
    case .tooSlow: ErrorWords("took longer than two minutes", hint: "try again")
    case .failed(let detail): ErrorWords(detail, hint: "check the address and the network")
    }
  }

  func words(_ error: PictureError) -> ErrorWords {
    switch error {
    case .empty: ErrorWords("the file is empty", hint: "take the picture again")
    case .unknownFormat:
      ErrorWords(
        "not a PNG, JPEG, PNM, WebP, HEIC, AVIF, GIF, TIFF, BMP or PDF file",
        hint: "save it as PNG or JPEG")
    case .unsupported(let format, let detail):
      ErrorWords(
        "a \(format.rawValue) of an uncommon kind: \(detail)", hint: "save it as a plain PNG")
    case .malformed(let format, let detail):
      ErrorWords("the \(format.rawValue) is damaged: \(detail)", hint: "send or take it again")
    case .tooLarge(_, let width, let height):
      ErrorWords(
        "\(width) x \(height) pixels, more than \(PictureLimits.pixels >> 20) million",
        hint: "make the picture smaller")
    case .fileTooLarge:
      ErrorWords(
        "larger than \(PictureLimits.fileBytes >> 20) MiB", hint: "make the picture smaller")
    case .tooManyPages:
      ErrorWords(
        "more than \(PictureLimits.pages) pages; the rest was not read", hint: "split the file")
    case .toolMissing(let format, let package):
      ErrorWords(
        "a \(format.rawValue) file, which needs a program that is not installed",
        hint: "apt-get install \(package), or save it as PNG or JPEG")
    case .toolFailed(let format, let tool, let detail):
      ErrorWords(
        "the \(format.rawValue) could not be read: \(tool) said '\(detail)'",
        hint: "send or take it again, as PNG or JPEG if that can be")
    case .tooSlow(let format, let tool):
      ErrorWords(
        "the \(format.rawValue) could not be read: \(tool) took too long and was stopped",
        hint: "save it as PNG or JPEG")
    }
  }

  func words(_ error: PictureFileError) -> ErrorWords {
    switch error {
    case .severalPages:
      ErrorWords("it has several pages", hint: "save the page with the code as a picture")
    case .noCodeInWhatIsThere:
      ErrorWords(
        "the picture is damaged or ends early, and no code is in the part that is there",
        hint: "send or take it again")
    case .noPictureInFolder: ErrorWords("no picture in this folder", hint: "check the name")
    case .tooDeep(let levels):
      ErrorWords("more than \(levels) folders deep", hint: "name it by itself")
    case .neitherPictureNorText:
      ErrorWords("neither a picture that can be read nor the text of a code")
    case .notOneCode(let count):
      ErrorWords("\(count) codes", hint: "give a picture of one code")
    }
  }

  // MARK: Keys

  func words(_ error: IssuerKey.ReadingError) -> ErrorWords {
    switch error {
    case .notAnIssuerKey(let detail):
      ErrorWords(
        "not an issuer's public key: \(detail)",
        hint: "ask the issuer for the .pub file that 'hcode keygen' made")
    case .isSecret:
      ErrorWords(
        "this is a secret key, not a public one",
        hint: "take it away from here and give the .pub file instead")
    case .tooLarge: ErrorWords("too large for a public key file")
    }
  }

  func words(_ error: SecretKeyFile.OpeningError) -> ErrorWords {
    switch error {
    case .notASecretKey:
      ErrorWords("not a secret key file", hint: "give the .key file that 'hcode keygen' made")
    case .unknownVersion(let version):
      ErrorWords(
        "version \(version) of the key file is newer than this program", hint: "update hcode")
    case .damaged, .contentDamaged:
      ErrorWords("the key file is damaged", hint: "take it from the backup")
    case .wrongPassphraseOrDamaged:
      ErrorWords("wrong passphrase, or the key file is damaged", hint: "try again")
    case .passphraseNeeded: ErrorWords("the key is sealed")
    case .outOfMemory: ErrorWords("no memory to open the key with", hint: "it takes 256 MiB")
    }
  }

  func words(_ error: SecretKeyPlaceError, of place: String) -> ErrorWords {
    switch error {
    case .othersMayRead(let mode):
      ErrorWords(
        "\(place): others may read this secret key (mode \(String(mode, radix: 8)))",
        hint: "chmod 600 \(place)")
    case .othersMayReplace(let mode):
      ErrorWords(
        "\(place): others may replace the files in this folder (mode \(String(mode, radix: 8)))",
        hint: "chmod go-w \(place)")
    }
  }

  // MARK: Logs

  func words(_ error: LogFolderError) -> ErrorWords {
    let backup = "take the log from its backup; do not append to it before its witnesses agree"
    return switch error {
    case .exists: ErrorWords("there is a log already", hint: "choose another folder")
    case .badOrigin(let name): ErrorWords("\(name): not a log's name")
    case .missing: ErrorWords("no log", hint: "make one with 'hcode log init'")
    case .foreignCheckpoint: ErrorWords("not a checkpoint of this log", hint: backup)
    case .otherKey(let log):
      ErrorWords("the log of key \(log)", hint: "give the secret key of this log")
    case .clockBehind(let last, let now):
      ErrorWords(
        "the last checkpoint was made at \(last.rfc3339), and it is \(now.rfc3339)",
        hint: "set this machine's clock")
    case .entriesMissing(let first, let end):
      ErrorWords("entries \(first) to \(end) are missing", hint: "take the log from its backup")
    case .full: ErrorWords("the log is full")
    case .otherCopy(let size, let published):
      ErrorWords(
        "a checkpoint of \(size) entries, and the published one is of \(published)",
        hint: "have the witness look at the newest")
    case .notCosigned(let witness):
      ErrorWords(
        "\(witness) has not cosigned the checkpoint",
        hint: "give its copy with --cosigned, and its key with --witness")
    case .journalMissing:
      ErrorWords("not there", hint: "a copy of a log is not appended to: name the log itself")
    case .journalDamaged(let byte): ErrorWords("damaged at byte \(byte)", hint: backup)
    case .tooManyEntries(let mebibytes):
      ErrorWords("more than \(mebibytes) MiB of entries at once", hint: "append fewer at once")
    case .malformedEntry(let malformed, let isSameOfficer):
      ErrorWords(
        "cannot be logged: \(malformed.detail)",
        hint: isSameOfficer ? "each officer has a pseudonym of their own: --officer" : nil)
    case .authorityNotShown: ErrorWords("the authority cannot be shown")
    }
  }

  func words(_ error: LogFileError) -> ErrorWords {
    switch error {
    case .notACheckpoint:
      ErrorWords("not a checkpoint of a log", hint: "give a file named checkpoint")
    case .notAProof:
      ErrorWords(
        "malformed-checkpoint: not a proof", hint: "give the file that 'hcode log prove' made")
    case .notANoteKey:
      ErrorWords(
        "not the public key of a log or witness",
        hint: "give the vkey file that 'hcode log init' or 'hcode log witness --show-key' made")
    case .witnessKey: ErrorWords("the key of a witness, not of a log")
    case .logKey:
      ErrorWords(
        "the key of a log, not of a witness", hint: "make one with 'hcode log key --witness'")
    case .keysDoNotGoTogether:
      ErrorWords(
        "this key and the witnesses' do not go together",
        hint:
          "a log's key with --log-key, each witness's own with --witness, and at most as many as there are with --quorum"
      )
    }
  }

  func words(_ error: LogRefusal) -> ErrorWords {
    let hint =
      switch error.name {
      case .malformedCheckpoint: "is it a log, or a file of one?"
      case .wrongKey: "compare the key with the log's operator over another road"
      case .tooFewWitnesses: "ask the log's operator for the checkpoint with all cosignatures"
      case .rollback, .splitView, .inconsistent, .rewrittenEntry, .rewrittenTile:
        "keep both copies as evidence, and tell the log's witnesses and its issuers"
      case .missingTile, .malformedTile, .wrongRoot, .malformedEntry:
        "get the files again; if they stay so, tell the log's witnesses"
      case .notIncluded, .otherCode: "the proof proves nothing: ask its sender for the true one"
      }
    return ErrorWords("\(error.name.rawValue): \(error.detail)", hint: hint)
  }

  // MARK: Trust

  func words(_ error: TrustSourceFileError) -> ErrorWords {
    switch error {
    case .missing:
      ErrorWords(
        "no such file", hint: "make it with 'hcode trust init', or name it with --source")
    case .isSecretKey: ErrorWords("this is a secret key, not the source of a trust list")
    case .fault(let fault, let moment): words(fault, moment)
    case .standardInput:
      ErrorWords("standard input cannot be changed", hint: "give --source FILE")
    case .notAsWritten: ErrorWords("would not read as it was written")
    case .changedMeanwhile:
      ErrorWords("was changed by somebody else meanwhile", hint: "run this again")
    }
  }

  private func words(
    _ fault: TrustListSource.Fault, _ moment: TrustSourceFileError.Moment
  ) -> ErrorWords {
    let what = (fault.path.isEmpty ? "" : fault.path + ": ") + fault.detail
    return switch moment {
    case .asRead: ErrorWords(what, hint: "mend it there; docs/trust.md §3 describes the file")
    case .afterChange: ErrorWords("after this change " + what, hint: "nothing was written")
    case .asAskedFor: ErrorWords("would not do: " + what, hint: "nothing was written")
    }
  }

  func words(_ error: TrustStoreError) -> ErrorWords {
    switch error {
    case .missing:
      ErrorWords("no trust store", hint: "make it with 'hcode trust import FILE --root KEY'")
    case .damaged(let detail):
      ErrorWords(
        "the trust store is damaged: \(detail)",
        hint: "take the folder away and import the lists again")
    case .full: ErrorWords("the lists are too large for one store")
    }
  }

  func words(_ error: TrustFileError) -> ErrorWords {
    switch error {
    case .unusableList(let refusal):
      ErrorWords(
        "no trust list that can be used: \(refusal.detail)",
        hint: "give the .trust file that 'hcode trust build' made")
    case .notRules(let error):
      ErrorWords(
        "not a set of rules: \(error.message)",
        hint: "see docs/rules.md, or ask whoever published it")
    case .notAListKey:
      ErrorWords(
        "no key", hint: "a list key is a public key or an X.509 certificate, in PEM or DER")
    case .notACertificate: ErrorWords("no certificate", hint: "it is X.509 in PEM or DER")
    case .foreign(let refusal): foreign(refusal)
    case .takesPlace(let other, let name):
      ErrorWords(
        "it would take the place of \(other.description), for both are held as \(name)",
        hint:
          "put what they hold into one file (PEM blocks behind one another, entries in one array), or import each by itself with a --source NAME of its own"
      )
    case .signatureWithoutURL(let name):
      ErrorWords(
        "\(name) has a signature beside it that came from no URL",
        hint: "import both again, with --signature and --certificate")
    }
  }

  /// Where the advice for our own lists would be wrong.
  private func foreign(_ refusal: ListRefusal) -> ErrorWords {
    var said = words(refusal)
    switch refusal.name {
    case .unknownSigner:
      said.hint =
        "import the certificate of the authority that signed it first, or the key with it: --list-key, --certificate"
    case .underSigned:
      said.hint = "get the signed file, or take it without the key: 'hcode trust forget' first"
    default: break
    }
    return said
  }

  func words(_ error: ListRefusal) -> ErrorWords {
    let hint =
      switch error.name {
      case .unknownAuthority:
        "compare the fingerprint with the authority by telephone and give --fingerprint or --root"
      case .underSigned: "ask the authority for the list with all signatures"
      case .unsignedRootChange:
        "import the lists between the one held and this one too, in one command"
      case .rollback, .equivocation:
        "nothing was changed; tell the authority where this file came from"
      case .expired: "get the newest"
      case .notYetIssued: "set this machine's clock"
      case .unknownSigner: "import the newest trust list of its authority first"
      case .wrongBase: "import the whole status list, or an export of the whole log"
      case .tooLarge, .malformedList, .badSignature, .improvesStatus, .malformedRules,
        .snapshotMismatch:
        "the file is damaged or was tampered with: get it again"
      }
    return ErrorWords("\(error.name.rawValue): \(error.detail)", hint: hint)
  }
}
