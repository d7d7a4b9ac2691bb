import Glibc

/// A lock between processes: who holds it changes what it guards, and the others wait. It goes with the process, however that ends.
package struct FileLock {
  private let descriptor: Int32

  /// Takes the lock, whose file is made if it is not there; waits for whoever holds it.
  package init(_ name: FileName) throws {
    descriptor = name.withCString { open($0, O_RDWR | O_CREAT | O_CLOEXEC, 0o644) }
    guard descriptor >= 0 else { throw FileError.notWritten(errno).in(name) }
    while flock(descriptor, LOCK_EX) != 0 {
      guard errno == EINTR else {
        let error = errno
        close(descriptor)
        throw FileError.notReadable(error).in(name)
      }
    }
  }

  /// Takes the lock if nobody holds it; nil when somebody does.
  package init?(ifFree name: FileName) throws {
    descriptor = name.withCString { open($0, O_RDWR | O_CREAT | O_CLOEXEC, 0o600) }
    guard descriptor >= 0 else { throw FileError.notWritten(errno).in(name) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let error = errno
      close(descriptor)
      guard error == EWOULDBLOCK else { throw FileError.notReadable(error).in(name) }
      return nil
    }
  }

  /// Takes the lock together with others who only read; waits for whoever changes. nil where there is no lock to take.
  package init?(sharing name: FileName) {
    descriptor = name.withCString { open($0, O_RDONLY | O_CLOEXEC) }
    guard descriptor >= 0 else { return nil }
    while flock(descriptor, LOCK_SH) != 0 {
      guard errno == EINTR else {
        close(descriptor)
        return nil
      }
    }
  }

  package func release() { close(descriptor) }
}
