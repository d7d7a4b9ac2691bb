internal import Glibc
internal import Synchronization

/// An open file that closes itself.
final class Descriptor {
  /// -1 once it is closed.
  private(set) var number: Int32

  /// Takes over an open file. It is moved to a number above 2, so that giving it to a child as 0, 1
  /// or 2 overwrites nothing even when our own standard streams were closed, and no other child
  /// gets it.
  private init(_ opened: Int32) throws(ExternalProgramError) {
    guard opened >= 0 else { throw .failed(detail: "no file could be opened") }
    number = opened > 2 ? opened : fcntl(opened, F_DUPFD_CLOEXEC, 3)
    if number != opened { _ = Glibc.close(opened) }
    guard number >= 0, fcntl(number, F_SETFD, FD_CLOEXEC) == 0 else {
      throw .failed(detail: "no file could be opened")
    }
  }

  deinit { close() }

  /// Closes before the end of its life.
  func close() {
    if number >= 0 { _ = Glibc.close(number) }
    number = -1
  }

  private static let noRoom =
    "no room for its input: see the limits on memory and files (ulimit -a)"

  /// A file in memory with these bytes and no name, to be read from its start. Nobody can change it, not even a program that opens
  /// it again for writing.
  static func memory(_ bytes: [UInt8]) throws(ExternalProgramError) -> Descriptor {
    let file = try Descriptor(Confinement.memoryFile())
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { bytes in
        write(file.number, bytes.baseAddress?.advanced(by: written), bytes.count - written)
      }
      guard count > 0 else { throw .failed(detail: noRoom) }
      written += count
    }
    guard Confinement.seal(file.number), lseek(file.number, 0, SEEK_SET) == 0 else {
      throw .failed(detail: noRoom)
    }
    return file
  }

  /// A pipe: the end to read from and the end to write to.
  static func pipe() throws(ExternalProgramError) -> (read: Descriptor, write: Descriptor) {
    var ends: [Int32] = [-1, -1]
    guard Glibc.pipe(&ends) == 0 else { throw .failed(detail: "no pipe could be opened") }
    let reading: Descriptor
    do throws(ExternalProgramError) {
      reading = try Descriptor(ends[0])
    } catch {
      _ = Glibc.close(ends[1])
      throw error
    }
    return (reading, try Descriptor(ends[1]))
  }

  /// What is there to read; empty at the end, nil on an error.
  func read() -> [UInt8]? {
    var failed = false
    let chunk = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
      let result = Glibc.read(number, buffer.baseAddress, buffer.count)
      failed = result < 0
      count = max(result, 0)
    }
    return failed ? nil : chunk
  }
}
