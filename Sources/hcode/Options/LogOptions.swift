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
      "The log's public key, from its operator over another road than the log.", valueName: "vkey"),
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

/// The witnesses of a log.
struct WitnessOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp("A witness's public key; may be repeated.", valueName: "vkey"),
    completion: .file())
  var witness: [FileName] = []

  @Option(
    name: .long,
    help: ArgumentHelp(
      "How many of the witnesses have to have cosigned; all unless said.", valueName: "n"))
  var quorum: Int?

  func keys() throws -> [NoteKey] {
    try witness.map { name in
      let key = try NoteKeyFile.read(name)
      guard key.kind == .cosignature else {
        throw LogFileError.logKey.in(name)
      }
      return key
    }
  }
}

/// `LOG`: where a log is.
struct LogPlaceArgument: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "The log: its folder, or the URL that it is published at.", valueName: "log"),
    completion: .directory)
  var log: FileName

  var place: LogPlace { LogPlace(name: log) }
}

/// `LOG` on this machine.
struct LogFolderArgument: ParsableArguments {
  @Argument(help: ArgumentHelp("The log's folder.", valueName: "dir"), completion: .directory)
  var log: FileName

  var folder: LogFolder { LogFolder(folder: log) }
}
