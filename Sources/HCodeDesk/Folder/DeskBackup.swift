package import HCodeBase
package import HCodeSystem
import HCodeRegistry
import Glibc

/// A desk in one tar file, for its owner alone: secrets, registries and log with everything else. Of a registry a snapshot is taken, so codes may
/// be issued meanwhile; one on a server is not in it.
package enum DeskBackup {
  private static let chunk = 1 << 20

  /// Writes the file, whole or not at all. Gives how many files are in it.
  package static func write(_ desk: DeskFolder, to output: FileName, at now: Timestamp) throws
    -> Int
  {
    guard let lock = try FileLock(ifFree: desk.file("state/lock")) else {
      throw DeskFolderError.busy.in(desk.folder)
    }
    defer { lock.release() }
    guard let buffer = GuardedBytes(count: chunk) else { throw FileError.noLockedMemory }
    let snapshot = desk.file("state/snapshot.registry")
    defer { _ = snapshot.withCString(unlink) }
    var count = 0
    try AtomicFile.write(to: output, mode: 0o600) { append in
      for path in try names(in: desk.folder, below: "") {
        var source = desk.file(path)
        if path.hasPrefix("registry/"), path.hasSuffix(".registry") {
          _ = snapshot.withCString(unlink)
          let registry = try RegistryFile.open(source)
          try source.naming { () throws(RegistryError) in try registry.copy(to: snapshot.bytes) }
          source = snapshot
        }
        try add(source, as: path, now, buffer, append)
        count += 1
      }
      try TarArchive.end.withUnsafeBytes { try append($0) }
    }
    try AtomicFile.write(
      [], to: desk.file("state/backup"), mode: 0o600, force: true, isNamedByArgument: false)
    return count
  }

  /// All files, but what SQLite keeps beside a registry, locks, and what is being written.
  private static func names(in folder: FileName, below prefix: String) throws -> [String] {
    var paths: [String] = []
    for name in folder.entries() ?? [] {
      let path = prefix + String(decoding: name, as: UTF8.self)
      var status = stat()
      let file = folder.appending(name)
      guard file.withCString({ lstat($0, &status) }) == 0 else { continue }
      switch status.st_mode & S_IFMT {
      case S_IFDIR:
        if path != "state/next" { paths += try names(in: file, below: path + "/") }
      case S_IFREG:
        let isSide = ["-wal", "-shm", "-journal", ".tmp", "lock"].contains { path.hasSuffix($0) }
        if !isSide, !path.hasPrefix("state/snapshot") { paths.append(path) }
      default: break
      }
    }
    return paths
  }

  private static func add(
    _ file: FileName, as path: String, _ now: Timestamp, _ buffer: GuardedBytes,
    _ append: (UnsafeRawBufferPointer) throws -> Void
  ) throws {
    let descriptor = file.withCString { open($0, O_RDONLY | O_CLOEXEC | O_NOFOLLOW) }
    guard descriptor >= 0 else { throw FileError.notReadable(errno).in(file) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw FileError.notReadable(errno).in(file) }
    let size = Int(status.st_size)
    guard let header = TarArchive.header(path, size, mode: Int(status.st_mode & 0o777), at: now)
    else { throw FileError.badName.in(file) }
    try header.withUnsafeBytes { try append($0) }
    var left = size
    while left > 0 {
      let wanted = min(left, chunk)
      let count = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, wanted) }
      if count < 0, errno == EINTR { continue }
      // A file that became shorter meanwhile is not whole.
      guard count > 0 else { throw FileError.notReadable(count < 0 ? errno : EIO).in(file) }
      try buffer.withUnsafeMutableBytes {
        try append(UnsafeRawBufferPointer(rebasing: $0[..<count]))
      }
      left -= count
    }
    let padding = [UInt8](repeating: 0, count: (512 - size % 512) % 512)
    try padding.withUnsafeBytes { try append($0) }
  }
}
