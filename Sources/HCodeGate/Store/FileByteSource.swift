import Glibc
import HCodeBase
import HCodeTrust
import HCodeSystem

/// An open file, read where it is asked for; closes itself. Its beginning is read at once: of a small index that is all.
final class FileByteSource: ByteSource {
  private static let beginningBytes = 4096

  private let descriptor: Int32
  private let beginning: [UInt8]

  init(descriptor: Int32, readsBeginning: Bool = false) {
    self.descriptor = descriptor
    beginning =
      readsBeginning ? FileDescriptor.read(descriptor, at: 0, Self.beginningBytes) ?? [] : []
  }

  deinit { close(descriptor) }

  /// Whether the file under that name is still this one.
  func `is`(_ name: FileName) -> Bool {
    var (there, here) = (stat(), stat())
    guard name.withCString({ stat($0, &there) }) == 0, fstat(descriptor, &here) == 0 else {
      return false
    }
    // While this one is open no other file can have its number.
    return there.st_dev == here.st_dev && there.st_ino == here.st_ino
  }

  func bytes(at offset: Int, count: Int) -> [UInt8]? {
    if offset >= 0, count >= 0, count <= beginning.count, offset <= beginning.count - count {
      return Array(beginning[offset..<offset + count])
    }
    let bytes = FileDescriptor.read(descriptor, at: offset, count)
    return bytes?.count == count ? bytes : nil
  }
}
