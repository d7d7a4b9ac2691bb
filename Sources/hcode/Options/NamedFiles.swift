import ArgumentParser
import HCodeSystem

/// The files and folders that a command's arguments name, found in its options whatever they are called: an option that is added
/// later is protected like the others.
struct NamedFiles {
  private(set) var files: [FileName] = []
  /// Logs and stores.
  private(set) var folders: [FileName] = []

  init(of command: any ParsableCommand) { collect(command) }

  private mutating func collect(_ value: Any) {
    if let file = value as? FileName { return files.append(file) }
    if let keeper = value as? any FolderKeeping { folders += keeper.keptFolders }
    for child in Mirror(reflecting: value).children { collect(child.value) }
  }
}
