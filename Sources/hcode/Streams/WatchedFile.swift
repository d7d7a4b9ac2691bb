import HCodeSystem
import Glibc
import HCodePictures

/// A file in a watched folder, opened: no link, nothing that is no file.
final class WatchedFile {
  /// Whether somebody is still writing it, as far as the system tells.
  enum Writing {
    case inProgress
    case finished
    case unknown
  }

  /// Linux's request for a lease, which its C header gives only to those who ask for everything.
  private static let setLease: Int32 = 1024

  let identity: FileIdentity
  private let name: FileName
  private let descriptor: Int32
  private let size: Int

  /// nil for what is no file, has nothing in it yet, or is no longer there.
  init?(_ name: FileName) throws {
    self.name = name
    descriptor = name.withCString { open($0, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW) }
    guard descriptor >= 0 else {
      if [ENOENT, ELOOP, ENXIO].contains(errno) { return nil }
      throw FileError.notReadable(errno).in(name)
    }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size > 0
    else {
      close(descriptor)
      return nil
    }
    identity = FileIdentity(status)
    size = Int(status.st_size)
  }

  deinit { close(descriptor) }

  /// A lease on a file is given only while nobody has it open for writing. It is given back at once.
  var writing: Writing {
    if fcntl(descriptor, Self.setLease, F_RDLCK) == 0 {
      _ = fcntl(descriptor, Self.setLease, F_UNLCK)
      return .finished
    }
    return errno == EAGAIN ? .inProgress : .unknown
  }

  /// Its bytes, of a file beyond the limit one more than that; nil when it was written to meanwhile.
  func bytes() throws -> [UInt8]? {
    let wanted = min(size, PictureLimits.fileBytes + 1)
    var error: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: wanted) { buffer, initialised in
      while initialised < wanted {
        let rest = buffer.baseAddress.map { $0 + initialised }
        let count = read(descriptor, rest, wanted - initialised)
        if count < 0, errno == EINTR { continue }
        if count < 0 { error = errno }
        if count <= 0 { return }
        initialised += count
      }
    }
    if error != 0 { throw FileError.notReadable(error).in(name) }
    var status = stat()
    guard bytes.count == wanted, fstat(descriptor, &status) == 0, FileIdentity(status) == identity
    else { return nil }
    return bytes
  }
}
