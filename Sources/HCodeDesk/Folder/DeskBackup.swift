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

  /// Unpacks a backup into a new folder. Nothing of what the archive says of modes and owners is taken.
  static func unpack(_ archive: FileName, into folder: FileName) throws {
    guard let buffer = GuardedBytes(count: chunk) else { throw FileError.noLockedMemory }
    let descriptor = archive.withCString { open($0, O_RDONLY | O_CLOEXEC | O_NONBLOCK) }
    guard descriptor >= 0 else { throw FileError.notReadable(errno).in(archive) }
    defer { close(descriptor) }
    func blockBytes() throws -> [UInt8] {
      var header = [UInt8](repeating: 0, count: TarArchive.blockBytes)
      try header.withUnsafeMutableBytes { try fill($0, from: descriptor, archive) }
      return header
    }
    while true {
      let header = try blockBytes()
      if header.allSatisfy({ $0 == 0 }) { break }
      guard let (path, size) = TarArchive.file(header), isSafe(path) else {
        throw DeskRestoreError.notABackup.in(archive)
      }
      try write(path, below: folder, size, from: descriptor, archive, buffer)
      let rest = (TarArchive.blockBytes - size % TarArchive.blockBytes) % TarArchive.blockBytes
      if rest > 0 {
        var padding = [UInt8](repeating: 0, count: rest)
        try padding.withUnsafeMutableBytes { try fill($0, from: descriptor, archive) }
      }
    }
    guard try blockBytes().allSatisfy({ $0 == 0 }) else {
      throw DeskRestoreError.notABackup.in(archive)
    }
  }

  /// Copies a desk into a new folder, as a backup would. A registry that cannot be read is left out.
  static func copy(_ old: FileName, into folder: FileName) throws {
    guard let buffer = GuardedBytes(count: chunk) else { throw FileError.noLockedMemory }
    for path in try names(in: old, below: "") {
      let source = old.appending(Array(path.utf8))
      if path.hasPrefix("registry/"), path.hasSuffix(".registry") {
        guard let registry = try? RegistryFile.open(source) else { continue }
        let copy = folder.appending(Array(path.utf8))
        try makeFolder(of: path, below: folder)
        try copy.naming { () throws(RegistryError) in try registry.copy(to: copy.bytes) }
        _ = copy.withCString { chmod($0, 0o600) }
        continue
      }
      let descriptor = source.withCString { open($0, O_RDONLY | O_CLOEXEC | O_NOFOLLOW) }
      guard descriptor >= 0 else { throw FileError.notReadable(errno).in(source) }
      defer { close(descriptor) }
      var status = stat()
      guard fstat(descriptor, &status) == 0 else { throw FileError.notReadable(errno).in(source) }
      try write(path, below: folder, Int(status.st_size), from: descriptor, source, buffer)
    }
  }

  /// Whether a path stays below the folder that it is unpacked into.
  private static func isSafe(_ path: String) -> Bool {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    return parts.allSatisfy { !["", ".", ".."].contains($0) }
  }

  /// Whether what lies there is for the owner alone: all but what is known to be public.
  private static func isPrivate(_ path: String) -> Bool {
    ![
      "desk.json", "trust.json", ".gitignore", "keys/", "lists/", "outbox/", "publish/",
    ].contains { path.hasPrefix($0) }
  }

  private static func makeFolder(of path: String, below folder: FileName) throws {
    var place = folder
    for part in path.split(separator: "/").dropLast() {
      place = place.appending(Array(part.utf8))
      let mode: mode_t = isPrivate(path) ? 0o700 : 0o755
      if place.withCString({ mkdir($0, mode) }) == 0 {
        _ = place.withCString { chmod($0, mode) }
      } else if errno != EEXIST {
        throw FileError.notWritten(errno).in(place)
      }
    }
  }

  private static func write(
    _ path: String, below folder: FileName, _ size: Int, from source: Int32, _ name: FileName,
    _ buffer: GuardedBytes
  ) throws {
    try makeFolder(of: path, below: folder)
    let file = folder.appending(Array(path.utf8))
    let mode: mode_t = isPrivate(path) ? 0o600 : 0o644
    let descriptor = file.withCString {
      open($0, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)
    }
    guard descriptor >= 0 else { throw FileError.notWritten(errno).in(file) }
    var left = size
    do {
      defer { close(descriptor) }
      while left > 0 {
        let count = min(left, chunk)
        try buffer.withUnsafeMutableBytes { bytes in
          let part = UnsafeMutableRawBufferPointer(rebasing: bytes[..<count])
          try fill(part, from: source, name)
          guard FileDescriptor.writeAll(UnsafeRawBufferPointer(part), to: descriptor) else {
            throw FileError.notWritten(errno).in(file)
          }
        }
        left -= count
      }
      guard fchmod(descriptor, mode) == 0, fsync(descriptor) == 0 else {
        throw FileError.notWritten(errno).in(file)
      }
    }
  }

  /// Reads so many bytes; what ends before is not whole.
  private static func fill(
    _ bytes: UnsafeMutableRawBufferPointer, from descriptor: Int32, _ name: FileName
  ) throws {
    var filled = 0
    while filled < bytes.count {
      let count = read(descriptor, bytes.baseAddress.map { $0 + filled }, bytes.count - filled)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw FileError.notReadable(errno).in(name) }
      guard count > 0 else { throw DeskRestoreError.notABackup.in(name) }
      filled += count
    }
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
