import HCodeSystem

/// Options that name a folder in which nothing is written but what the folder is for.
protocol FolderKeeping {
  var keptFolders: [FileName] { get }
}
