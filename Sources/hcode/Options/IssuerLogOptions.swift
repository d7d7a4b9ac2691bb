import HCodeDesk
import HCodeSystem
import ArgumentParser
import HCodeCore

/// Where the entry of a yellow or red code goes before the code is signed.
struct IssuerLogOptions: ParsableArguments, FolderKeeping {
  @Option(
    name: .long,
    help: ArgumentHelp("The log that the entry is written to first.", valueName: "dir"),
    completion: .directory)
  var log: FileName?

  /// Writes entries; they are on the disk when this returns. Nothing is written when no log was named.
  func append(_ entries: [LogEntry]) throws { _ = try folder?.append(entries) }

  var folder: LogFolder? { log.map { LogFolder(folder: $0) } }

  var keptFolders: [FileName] { log.map { [$0] } ?? [] }
}
