import Glibc

/// Files that are written one after the other and put on the disk together, since a sync behind each of thousands takes longer than
/// everything else. Until `sync` returns a power cut may leave any of them out, or empty: nothing may name them yet.
package struct FilesSyncedTogether {
  private var names: [FileName] = []

  package init() {}

  /// Writes a file, beside its place first.
  package mutating func write(_ bytes: [UInt8], to name: FileName) throws {
    try bytes.withUnsafeBytes {
      try AtomicFile.write($0, to: name, force: true, isNamedByArgument: false, isSynced: false)
    }
    names.append(name)
  }

  /// Puts all of them on the disk, with their names.
  package func sync() throws {
    guard let first = names.first else { return }
    // The system writes all of them at once. What follows then finds little to do, and tells the faults of each file on every
    // kernel and file system.
    try Self.sync(first.folder, told: first) { Linux.syncFileSystem($0) }
    for name in names { try Self.sync(name, told: name) { fsync($0) == 0 } }
    let folders = Dictionary(names.map { ($0.folder.bytes, $0) }) { first, _ in first }
    for name in folders.values {
      TemporaryFile.removeLeftovers(in: name.folder)
      try AtomicFile.syncFolder(of: name)
    }
  }

  private static func sync(_ name: FileName, told: FileName, _ body: (Int32) -> Bool) throws {
    let descriptor = name.withCString { open($0, O_RDONLY | O_CLOEXEC) }
    guard descriptor >= 0 else { throw FileError.notReadable(errno).in(told) }
    defer { close(descriptor) }
    guard body(descriptor) else { throw FileError.notWritten(errno).in(told) }
  }
}
