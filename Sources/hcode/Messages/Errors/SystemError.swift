import Glibc

/// An error of the system, by its number in errno(3).
struct SystemError {
  /// What can be done about it.
  enum Kind {
    case absent
    case forbidden
    case full
    case readOnly
    case busy
    case broken
    case closedPipe
    case other
  }

  let number: Int32

  init(_ number: Int32) { self.number = number }

  /// What the system calls it, in English.
  var name: String { String(cString: strerror(number)).lowercased() }

  var kind: Kind {
    switch number {
    case ENOENT, ENOTDIR: .absent
    case EACCES, EPERM: .forbidden
    case ENOSPC, EDQUOT: .full
    case EROFS: .readOnly
    case EBUSY: .busy
    case EIO: .broken
    case EPIPE: .closedPipe
    default: .other
    }
  }
}
