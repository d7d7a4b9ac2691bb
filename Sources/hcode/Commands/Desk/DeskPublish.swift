import ArgumentParser
import Glibc
import HCodeBase
import HCodeCore
import HCodeDesk
import HCodeSystem

struct DeskPublish: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "publish",
    abstract: "Sign what is due, and put it where a web server finds it.",
    discussion: """
      Moves waiting entries into the log and signs its checkpoint, then the status lists, and last the bundle. If the command is killed \
      at any point, desk/publish has the old bundle or the new one. Unchanged files are signed again after publish.renew_after: 12h \
      unless desk.json says otherwise. Run it from cron every 15 minutes.

      If trust.json has changed, the command builds the next trust list. A root key in the desk signs it if its passphrase can be asked \
      for. Otherwise the list waits in desk/outbox for its holders; give the signed copies as FILE.

      The exit status is 0 if what is published is valid for at least a day, and 30 if not. It is 65 if a code would become better and \
      nobody cleared it, and 69 while another publish is running.

      EXAMPLE
        hcode desk publish && rsync -a --delay-updates desk/publish/ web:/srv/codes/
        hcode desk publish from-li/CN-HA-4.trust from-wang/CN-HA-4.trust
      """)

  @Argument(
    help: ArgumentHelp("Signed copies of the waiting trust list.", valueName: "file"),
    completion: .file(extensions: ["trust"]))
  var files: [FileName] = []

  @Flag(
    name: [.short, .long], help: "Print only what a person has to do, and ask for no passphrase.")
  var quiet = false

  @Flag(
    name: .long,
    help:
      """
      After a restore: desk/publish has been copied to where the next restore would look, so codes may be issued. Without it the \
      command looks at the URL.
      """
  )
  var served = false

  @OptionGroup var deskOptions: DeskOptions
  @OptionGroup var secret: SecretKeyOptions
  @OptionGroup var assurance: ClockAssurance
  @OptionGroup var languageOptions: LanguageOptions

  private static let day: Int64 = 86_400

  func run() throws {
    let desk = try deskOptions.required()
    guard !desk.isClosed else { throw DeskFolderError.closed.in(desk.folder) }
    guard let lock = try FileLock(ifFree: desk.file("state/lock")) else {
      throw DeskFolderError.busy.in(desk.folder)
    }
    defer { lock.release() }
    let (now, end) = try Self.publish(
      desk, adding: files, isServed: served, with: secret, assurance, quiet: quiet,
      languageOptions.language.texts)
    guard let end, now.advanced(bySeconds: Self.day) <= end else {
      throw ExitCode(ExitStatus.undecided.rawValue)
    }
  }

  /// Publishes, for whoever has the lock. What was done before a failure is printed too. Gives when, and until when all of it decides.
  static func publish(
    _ desk: DeskFolder, adding files: [FileName] = [], isServed: Bool = false,
    with secret: SecretKeyOptions, _ assurance: ClockAssurance, quiet: Bool, _ texts: any Catalogue
  ) throws -> (now: Timestamp, goodUntil: Timestamp?) {
    let now = try laterSecond(than: try DeskPublication.lastSigned(desk))
    var publication = DeskPublication(
      desk, at: now,
      clock: DeskPublication.Clock(isRight: assurance.clockIsRight) {
        try assurance.check(now, .clock, $0, of: $1)
      },
      opening: {
        try SecretKey.open($0.secretFile(in: desk)) { try secret.passphrase.read(isNew: false) }
      },
      root: { try root($0, desk, secret, quiet: quiet) })
    defer {
      for event in publication.events where !quiet || event.needsPerson {
        try? StandardOutput.write(TerminalText.escaped(texts.desk(.event(event))))
      }
    }
    try publication.run(adding: files, isServed: isServed)
    return (now, publication.goodUntil)
  }

  /// Two lists of one second cannot be ordered: waits for the next one.
  private static func laterSecond(than last: Timestamp?) throws -> Timestamp {
    var now = try Timestamp.now()
    guard let last, last.seconds - now.seconds < 3 else { return now }
    while now <= last {
      usleep(100_000)
      now = try Timestamp.now()
    }
    return now
  }

  /// A root key that can be opened now: without a passphrase, with one that was given, or with one that somebody at a terminal types.
  private static func root(
    _ key: DeskKey, _ desk: DeskFolder, _ secret: SecretKeyOptions, quiet: Bool
  ) throws -> SigningKey? {
    let isGiven = secret.passphrase.passphraseFile != nil || secret.passphrase.passphraseFd != nil
    do {
      return try SecretKey.open(key.secretFile(in: desk)) {
        guard isGiven || !quiet && isatty(STDIN_FILENO) == 1 else { throw Closed() }
        return try secret.passphrase.read(isNew: false)
      }
    } catch is Closed {
      return nil
    }
  }

  /// Nobody can be asked for the passphrase.
  private struct Closed: Error {}
}

extension DeskEvent {
  /// Whether somebody has to do something.
  fileprivate var needsPerson: Bool {
    switch self {
    case .waitsForSignatures, .statusListMissing, .notFetched, .foreignServed, .rangeWaits: true
    case .statusList, .log, .trustList, .bundle, .newLog, .neighbour, .nothingDue: false
    }
  }
}
