import HCodeDesk
import HCodeSystem
import HCodeTrust
import ArgumentParser
import HCodeCore

/// By whose signatures a log is believed.
struct LogKeyOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "The log's public key, from its operator, by another route than the log.", valueName: "vkey"),
    completion: .file())
  var logKey: FileName

  @OptionGroup var witnesses: WitnessOptions

  func policy() throws -> LogPolicy {
    let log = try NoteKeyFile.read(logKey)
    guard
      let policy = LogPolicy(log: log, witnesses: try witnesses.keys(), quorum: witnesses.quorum)
    else {
      throw LogFileError.keysDoNotGoTogether.in(logKey)
    }
    return policy
  }
}
