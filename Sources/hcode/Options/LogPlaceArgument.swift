import HCodeDesk
import HCodeSystem
import HCodeTrust
import ArgumentParser
import HCodeCore

/// `LOG`: where a log is.
struct LogPlaceArgument: ParsableArguments, FolderKeeping {
  @Argument(
    help: ArgumentHelp(
      "The log: its folder, or the URL where it is published.", valueName: "log"),
    completion: .directory)
  var log: FileName

  var place: LogPlace { LogPlace(name: log) }

  var keptFolders: [FileName] { [log] }
}
