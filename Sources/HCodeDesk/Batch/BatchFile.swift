package import HCodeSystem
import Glibc

/// A file that a batch appends to. It is `NAME.part` until it is whole.
package final class BatchFile {
  private static let bufferBytes = 1 << 20

  /// What it is called when it is whole.
  package let name: FileName
  /// Bytes so far, those that are not written yet too.
  package private(set) var size: Int
  /// Whether an earlier run has finished it already.
  package let isFinished: Bool

  private let descriptor: Int32
  private var buffer: [UInt8] = []

  /// Opens it at the size that the journal tells, or makes it. When all rows are done it may have its name already.
  package init(_ name: FileName, size: Int?, mayBeFinished: Bool) throws {
    self.name = name
    self.size = size ?? 0
    let creation = (size ?? 0) == 0 ? O_CREAT | O_TRUNC : 0
    let part = Self.part(of: name)
    try AtomicFile.checkWritable(part, force: true, isNamedByArgument: false)
    var descriptor = part.withCString {
      open($0, O_RDWR | O_CLOEXEC | O_NOFOLLOW | creation, 0o600)
    }
    var isFinished = false
    if descriptor < 0, errno == ENOENT, mayBeFinished {
      descriptor = name.withCString { open($0, O_RDONLY | O_CLOEXEC) }
      isFinished = descriptor >= 0
    }
    guard descriptor >= 0 else { throw BatchError.notWritten(errno).in(part) }
    self.descriptor = descriptor
    self.isFinished = isFinished
    guard !isFinished else { return }
    fchmod(descriptor, 0o600)
    var status = stat()
    guard fstat(descriptor, &status) == 0, Int(status.st_size) >= self.size else {
      throw BatchError.shortened.in(part)
    }
    // What was written behind the last mark is written again.
    guard ftruncate(descriptor, off_t(self.size)) == 0,
      lseek(descriptor, off_t(self.size), SEEK_SET) >= 0
    else { throw BatchError.notWritten(errno).in(part) }
  }

  deinit { close(descriptor) }

  package static func part(of name: FileName) -> FileName {
    FileName(bytes: name.bytes + Array(".part".utf8))
  }

  package func append(_ bytes: [UInt8]) throws {
    buffer += bytes
    size += bytes.count
    if buffer.count >= Self.bufferBytes { try flush() }
  }

  /// The bytes from an offset on, for what is written from what is there.
  package func read(_ offset: Int, _ count: Int) throws -> [UInt8] {
    try flush()
    guard let bytes = FileDescriptor.read(descriptor, at: offset, count) else {
      throw BatchError.notWritten(errno).in(name)
    }
    return bytes
  }

  private func flush() throws {
    guard FileDescriptor.writeAll(buffer, to: descriptor) else {
      throw BatchError.notWritten(errno).in(name)
    }
    buffer.removeAll(keepingCapacity: true)
  }

  /// Puts all of it on the disk.
  package func sync() throws {
    guard !isFinished else { return }
    try flush()
    guard fdatasync(descriptor) == 0 else { throw BatchError.notWritten(errno).in(name) }
  }

  /// Gives it its name; takes it away when there is nothing in it and that is not wanted.
  package func finish(keepsEmpty: Bool) throws {
    guard !isFinished else { return }
    try sync()
    let part = Self.part(of: name)
    if size == 0, !keepsEmpty {
      _ = part.withCString(unlink)
      return
    }
    guard part.withCString({ from in name.withCString { rename(from, $0) } }) == 0 else {
      throw BatchError.notWritten(errno).in(name)
    }
    try AtomicFile.syncFolder(of: name)
  }
}
