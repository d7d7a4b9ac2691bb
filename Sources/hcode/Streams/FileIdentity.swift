import Glibc

/// Which file it is and in which state, without a word of its name or contents.
struct FileIdentity: Hashable {
  /// Bytes of a record.
  static let byteCount = 32

  private let device: UInt64
  private let inode: UInt64
  private let size: UInt64
  /// When it was last written, in nanoseconds.
  private let written: UInt64

  init(_ status: stat) {
    device = UInt64(status.st_dev)
    inode = UInt64(status.st_ino)
    size = UInt64(truncatingIfNeeded: status.st_size)
    written = UInt64(
      truncatingIfNeeded: status.st_mtim.tv_sec &* 1_000_000_000 &+ status.st_mtim.tv_nsec)
  }

  /// A record that was written; nil for another number of bytes.
  init?(_ bytes: ArraySlice<UInt8>) {
    guard bytes.count == Self.byteCount else { return nil }
    let numbers = (0..<4).map { number in
      bytes.dropFirst(8 * number).prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    }
    (device, inode, size, written) = (numbers[0], numbers[1], numbers[2], numbers[3])
  }

  var bytes: [UInt8] {
    [device, inode, size, written].flatMap { number in
      (0..<8).map { UInt8(truncatingIfNeeded: number >> (8 * UInt64($0))) }
    }
  }
}
