import Glibc

/// Takes a secret file away: its bytes are written over and synced before its name goes. What a file system or a disk has kept of them
/// elsewhere is not reached.
package enum FileErasure {
  private static let block = [UInt8](repeating: 0, count: 4096)

  /// Erases a file; one that is not there is no failure.
  package static func erase(_ name: FileName) throws {
    let descriptor = name.withCString { open($0, O_WRONLY | O_CLOEXEC | O_NONBLOCK) }
    guard descriptor >= 0 else {
      if errno == ENOENT { return }
      throw FileError.notWritten(errno).in(name)
    }
    var status = stat()
    var isWritten = fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    var left = Int(status.st_size)
    while isWritten, left > 0 {
      let count = min(left, block.count)
      isWritten = FileDescriptor.writeAll(Array(block[..<count]), to: descriptor)
      left -= count
    }
    isWritten = isWritten && fsync(descriptor) == 0
    let error = errno
    close(descriptor)
    guard isWritten else { throw FileError.notWritten(error).in(name) }
    guard name.withCString(unlink) == 0 else { throw FileError.notWritten(errno).in(name) }
    try AtomicFile.syncFolder(of: name)
  }
}
