import HCodeDesk
import HCodeSystem
import ArgumentParser
import HCodeCore

struct LogInit: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Make an empty log.",
    discussion: """
      Make the log's key with 'hcode keygen'; it signs nothing else. Publish the folder except .journal and .lock. Give its file vkey to \
      the root of the trust list, to witnesses and to auditors, by another route.

      EXAMPLE
        hcode keygen --issuer CN-HA-log --name 'Log of Henan'
        hcode log init /srv/log --key CN-HA-log.key --origin health.example/log
      """)

  @OptionGroup var log: LogFolderArgument

  @Option(
    name: .long, help: ArgumentHelp("The log's secret key.", valueName: "file"),
    completion: .file(extensions: ["key"]))
  var key: FileName

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The log's permanent name: where it will be published, without https://.", valueName: "name"))
  var origin: String

  @OptionGroup var secret: SecretKeyOptions
  @OptionGroup var clock: ClockOptions

  func run() throws {
    guard !FileName.holdsRawBytes(origin), let name = NoteName(origin) else {
      throw ValidationError(.notANoteName("--origin"))
    }
    let key = try secret.open(key)
    try LogFolder.create(log.log, origin: name, with: key, at: try clock.time())
    try StandardOutput.write(
      TerminalText.escaped("\(log.log.description)  \(try log.folder.key().text)"))
  }
}
