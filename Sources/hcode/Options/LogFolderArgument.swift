import HCodeDesk
import HCodeSystem
import HCodeTrust
import ArgumentParser
import HCodeCore

/// `LOG` on this machine.
struct LogFolderArgument: ParsableArguments, FolderKeeping {
  @Argument(help: ArgumentHelp("The log's folder.", valueName: "dir"), completion: .directory)
  var log: FileName

  var folder: LogFolder { LogFolder(named: log) }

  var keptFolders: [FileName] { [log] }
}
