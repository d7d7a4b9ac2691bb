import HCodeDesk
import HCodeSystem
import ArgumentParser
import HCodeCore

/// Where the entry of a yellow or red code goes before the code is signed.
struct IssuerLogOptions: ParsableArguments, FolderKeeping {
  @Option(
    name: .long,
    help: ArgumentHelp("The log into which the entry is written first.", valueName: "dir"),
    completion: .directory)
  var log: FileName?

  var folder: LogFolder? { log.map { LogFolder(named: $0) } }

  var keptFolders: [FileName] { log.map { [$0] } ?? [] }
}
