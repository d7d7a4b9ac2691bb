import ArgumentParser
import HCodeBase
import HCodeCore
import HCodeDesk
import HCodeSystem

struct ExposuresBuild: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build",
    abstract: "Sign a list of notices (experimental).",
    discussion: """
      Give every notice that still counts: the new list replaces the old one. Each notice must be in the log up to its last \
      checkpoint, so make a checkpoint first. The command refuses notices of days more than 31 days ago. Without notices the list says \
      that nothing is open.

      EXAMPLE
        hcode log checkpoint /srv/log --key LOG.key
        hcode exposures build 20.notice 21.notice --key CN-HA-CDC.key --log /srv/log -o exposures.list
      """)

  @Argument(help: ArgumentHelp("The notices.", valueName: "notice"), completion: .file())
  var notices: [FileName] = []

  @Option(
    name: .long,
    help: ArgumentHelp("The office's secret key for exposures.", valueName: "file"),
    completion: .file(extensions: ["key"]))
  var key: FileName

  @Option(
    name: .long, help: ArgumentHelp("The office's log.", valueName: "dir"), completion: .directory)
  var log: FileName

  @Option(
    name: .long,
    help: ArgumentHelp("How long the list is valid, at most 31d.", valueName: "time"))
  var valid = Duration(seconds: 7 * VenueDay.seconds)

  @Option(
    name: [.customShort("o"), .long], help: ArgumentHelp("The list to write.", valueName: "file"),
    completion: .file())
  var output: FileName

  @Flag(name: .long, help: "Overwrite the file if it exists.")
  var force = false

  @OptionGroup var secret: SecretKeyOptions
  @OptionGroup var storeOptions: StoreOptions
  @OptionGroup var clock: ClockOptions

  func validate() throws { try valid.checkLife(atMost: ExposureList.longestValidity) }

  func run() throws {
    try AtomicFile.checkWritable(output, force: force)
    let now = try clock.time()
    let keys = try storeOptions.venueKeys(at: now)
    let signingKey = try secret.open(key)
    let read = try notices.map { name in
      let bytes = try FileReading.bytes(of: name, limit: 4096)
      return try name.naming { () throws(VenueRefusal) in
        try ExposureNotice(file: bytes)
      }
    }
    let folder = LogFolder(named: log)
    let size = try folder.checkpoint().size
    var missing = read.map { $0.commitment(of: signingKey.issuerKey.issuer) }
    try folder.forEachEntry(from: 0) { index, bytes in
      guard index < size, !missing.isEmpty else { return false }
      if let act = try? SignedAct(bytes).act, act.kind == .opened {
        missing.removeAll { $0 == act.commitment }
      }
      return true
    }
    for (name, notice) in zip(notices, read)
    where missing.contains(notice.commitment(of: signingKey.issuerKey.issuer)) {
      throw VenueUseError.notLogged.in(name)
    }
    let expires = min(now.advanced(bySeconds: valid.seconds), signingKey.issuerKey.expires)
    let list = try ExposureList.signed(
      read, issued: now, expires: expires, logSize: size, with: signingKey)
    // What a visitor would refuse is not handed out.
    _ = try output.naming { () throws(VenueRefusal) in
      try ExposureList(list, keys: { keys[$0] }, at: now)
    }
    try AtomicFile.write(list, to: output, force: force)
    try StandardOutput.write(
      TerminalText.escaped(
        "\(output.description)  \(read.count) notices  until \(LocalTime.text(expires))"))
  }
}
