package import HCodeBase
import Glibc

/// Reads whole files, bounded.
package enum FileReading {
  /// What is reserved at most before bytes bear out the size that the system states.
  private static let largestReservation = 64 << 20

  /// The bytes of a file or, for `-`, of standard input; fails beyond the limit.
  package static func bytes(of name: FileName, limit: Int) throws -> [UInt8] {
    let bytes = try beginning(of: name, limit: limit)
    guard bytes.count <= limit else {
      throw FileError.tooLarge(limit: limit).in(name)
    }
    return bytes
  }

  /// The bytes of a file and, of one that is larger than the limit, a little more than that, by which it is told. A limit that
  /// hangs on the first byte keeps /dev/zero from being read like the largest of files.
  package static func beginning(
    of name: FileName, limit: Int, limitByFirst: ((UInt8) -> Int)? = nil
  ) throws -> [UInt8] {
    try withDescriptor(name) { descriptor, size in
      var limit = limit
      var bytes: [UInt8] = []
      if limitByFirst == nil { bytes.reserveCapacity(min(size + 1, limit + 1)) }
      while true {
        let isFirst = bytes.isEmpty
        // Piece by piece: a large file is held once, not twice.
        let wanted =
          isFirst && limitByFirst != nil
          ? 65_536 : min(max(size + 1 - bytes.count, 65_536), 1 << 20)
        let chunk = min(wanted, limit + 1 - bytes.count)
        var count = 0
        bytes += [UInt8](unsafeUninitializedCapacity: chunk) { buffer, initialised in
          count = read(descriptor, buffer.baseAddress, chunk)
          initialised = max(count, 0)
        }
        if count == 0 { return bytes }
        if count < 0, errno != EINTR { throw FileError.notReadable(errno).in(name) }
        if isFirst, let first = bytes.first, let limitByFirst {
          limit = min(limit, limitByFirst(first))
          bytes.reserveCapacity(min(size + 1, limit + 1))
        }
        if bytes.count > limit { return bytes }
      }
    }
  }

  /// The same into guarded memory, for secrets.
  package static func secret(in name: FileName, limit: Int) throws -> GuardedBytes {
    try withDescriptor(name) { descriptor, _ in try secret(from: descriptor, name, limit: limit) }
  }

  /// What a descriptor gives until its end, in guarded memory.
  package static func secret(from descriptor: Int32, _ name: FileName, limit: Int) throws
    -> GuardedBytes
  {
    guard let buffer = GuardedBytes(count: limit + 1) else {
      throw FileError.noLockedMemory
    }
    var filled = 0
    while filled <= limit {
      let count = buffer.withUnsafeMutableBytes {
        read(descriptor, $0.baseAddress.map { $0 + filled }, limit + 1 - filled)
      }
      if count == 0 { break }
      if count < 0, errno != EINTR { throw FileError.notReadable(errno).in(name) }
      filled += max(count, 0)
    }
    guard filled <= limit else { throw FileError.secretTooLarge.in(name) }
    guard filled > 0, let secret = buffer.slice(0..<filled) else {
      throw FileError.empty.in(name)
    }
    return secret
  }

  private static func withDescriptor<Result>(
    _ name: FileName, _ body: (Int32, Int) throws -> Result
  ) throws -> Result {
    if name.isStandardStream { return try body(STDIN_FILENO, 0) }
    // Without O_NONBLOCK the opening of a FIFO that nobody writes to would wait for ever.
    let descriptor = name.withCString { open($0, O_RDONLY | O_CLOEXEC | O_NONBLOCK) }
    guard descriptor >= 0 else { throw FileError.notReadable(errno).in(name) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw FileError.notReadable(errno).in(name) }
    guard status.st_mode & S_IFMT != S_IFDIR else {
      throw FileError.isFolder.in(name)
    }
    _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) & ~O_NONBLOCK)
    return try body(descriptor, max(0, min(Int(status.st_size), largestReservation)))
  }
}
