import HCodePictures
package import HCodeSystem
import Glibc

/// The pictures that arguments name: files as they are, and of a folder every picture in it and below, in bytewise order of
/// their paths. Hidden entries and what is no file are passed over, symbolic links to folders not followed.
package struct PictureWalk: Sequence, IteratorProtocol {
  /// A picture to read, or a place that could not be looked into.
  package enum Item {
    case picture(FileName)
    case failure(any Error, FileName)
  }

  /// Deeper is a loop or a mistake.
  package static let deepest = 64

  /// Endings of pictures. A file of another name is one if it begins like one; what has one of these names and is none is
  /// told, since somebody took it for a code.
  package static let endings: Set<String> = [
    "png", "jpg", "jpeg", "jpe", "pnm", "pbm", "pgm", "ppm", "webp", "heic", "heif", "avif", "gif",
    "tif", "tiff", "bmp", "pdf", "svg", "zpl", "smart-health-card",
  ]

  private struct Entry {
    let name: [UInt8]
    let isFolder: Bool
    /// What it is sorted by, so that whole paths come in order.
    var key: [UInt8] { isFolder ? name + [0x2F] : name }
  }

  private struct Level {
    let folder: FileName
    var entries: ArraySlice<Entry>
  }

  private var arguments: ArraySlice<FileName>
  private var levels: [Level] = []
  private var isEmptyFolder = false
  private var root = FileName("")

  package init(_ arguments: [FileName]) { self.arguments = arguments[...] }

  /// Whether an argument is a folder.
  package static func isFolder(_ name: FileName) -> Bool {
    var status = stat()
    return !name.isStandardStream && name.withCString { stat($0, &status) } == 0
      && status.st_mode & S_IFMT == S_IFDIR
  }

  package mutating func next() -> Item? {
    while true {
      if let item = nextBelow() {
        isEmptyFolder = false
        return item
      }
      if isEmptyFolder {
        isEmptyFolder = false
        return .failure(
          PictureFileError.noPictureInFolder.in(root),
          root)
      }
      guard let argument = arguments.popFirst() else { return nil }
      guard Self.isFolder(argument) else { return .picture(argument) }
      root = argument
      isEmptyFolder = true
      if let failure = descend(argument) { return .failure(failure, argument) }
    }
  }

  /// The next picture in the folders that are open.
  private mutating func nextBelow() -> Item? {
    while let level = levels.last {
      guard let entry = level.entries.first else {
        levels.removeLast()
        continue
      }
      levels[levels.count - 1].entries.removeFirst()
      let name = level.folder.appending(entry.name)
      if entry.isFolder {
        if let failure = descend(name) { return .failure(failure, name) }
      } else if Self.endings.contains(name.fileExtension) || Self.beginsLikePicture(name) {
        return .picture(name)
      }
    }
    return nil
  }

  /// Opens a folder; why it cannot.
  private mutating func descend(_ folder: FileName) -> (any Error)? {
    guard levels.count < Self.deepest else {
      return PictureFileError.tooDeep(levels: Self.deepest).in(folder)
    }
    guard let names = folder.entries() else {
      isEmptyFolder = false
      return FileError.notReadable(errno).in(folder)
    }
    let entries = names.filter { $0.first != 0x2E }.compactMap { Self.entry($0, in: folder) }
      .sorted { $0.key.lexicographicallyPrecedes($1.key) }
    levels.append(Level(folder: folder, entries: entries[...]))
    return nil
  }

  private static func entry(_ name: [UInt8], in folder: FileName) -> Entry? {
    var status = stat()
    let path = folder.appending(name)
    guard path.withCString({ lstat($0, &status) }) == 0 else { return nil }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: return Entry(name: name, isFolder: true)
    case S_IFREG: return Entry(name: name, isFolder: false)
    case S_IFLNK:
      // One that leads nowhere is told when it is read.
      let leads = path.withCString { stat($0, &status) } == 0
      return leads && status.st_mode & S_IFMT != S_IFREG
        ? nil : Entry(name: name, isFolder: false)
    default: return nil
    }
  }

  private static func beginsLikePicture(_ name: FileName) -> Bool {
    let descriptor = name.withCString { open($0, O_RDONLY | O_CLOEXEC | O_NONBLOCK) }
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 16)
    let count = read(descriptor, &bytes, bytes.count)
    return PictureReader.format(of: Array(bytes.prefix(count < 0 ? 0 : count))) != nil
  }
}
