import HCodeBase
import HCodeCore
package import HCodeSystem
import Glibc

/// The entries that are on the disk and in no tile yet: one file, to which batches are appended.
///
///     batch = "hcodelog" first:u64 count:u32 length:u32 body check length:u32
///
/// Numbers are big-endian; the body is a bundle of entries (C2SP tlog-tiles), the check the first 8 bytes of SHA-256 over all before it.
/// The length at the end lets the last batch be found without reading the others. A batch that a crash cut short is the last
/// one, was acknowledged to nobody, and is cut off by whoever appends next.
package struct LogJournal {
  package struct Batch {
    package var first: UInt64
    package var entries: [[UInt8]]
    package var end: UInt64 { first + UInt64(entries.count) }
  }

  private static let magic = Array("hcodelog".utf8)
  private static let headBytes = 24
  private static let tailBytes = 12
  /// The most bytes of one batch's entries.
  package static let maximumBody = 64 << 20

  package let name: FileName
  private let descriptor: Int32

  /// Opens the journal; the caller holds the log's lock and closes it. A log without one is a published copy.
  package init(_ name: FileName) throws {
    self.name = name
    descriptor = name.withCString { Glibc.open($0, O_RDWR | O_CLOEXEC) }
    guard descriptor >= 0 else {
      guard errno == ENOENT else { throw FileError.notWritten(errno).in(name) }
      throw LogFolderError.journalMissing.in(name)
    }
  }

  package func close() { _ = Glibc.close(descriptor) }

  private func length() throws -> Int {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw FileError.notReadable(errno).in(name) }
    return Int(status.st_size)
  }

  private func bytes(at offset: Int, _ count: Int) throws -> [UInt8] {
    guard let bytes = FileDescriptor.read(descriptor, at: offset, count) else {
      throw FileError.notReadable(errno).in(name)
    }
    return bytes
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    UInt64(bigEndianBytes: bytes)
  }

  private static func bytes(_ number: UInt64, _ width: Int) -> ArraySlice<UInt8> {
    number.bigEndianBytes.suffix(width)
  }

  private static func check(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    Digest(of: Array(bytes)).bytes.prefix(8)
  }

  /// The batch that begins there, and where it ends; nil when it is none or cut short.
  private func batch(at offset: Int) throws -> (batch: Batch, end: Int)? {
    let head = try bytes(at: offset, Self.headBytes)
    guard head.count == Self.headBytes, head.starts(with: Self.magic) else { return nil }
    let (first, count) = (Self.number(head[8..<16]), Int(Self.number(head[16..<20])))
    let length = Int(Self.number(head[20..<24]))
    guard length <= Self.maximumBody else { return nil }
    let rest = try bytes(at: offset + Self.headBytes, length + Self.tailBytes)
    guard rest.count == length + Self.tailBytes,
      Self.check(head + rest[..<length]).elementsEqual(rest[length..<length + 8]),
      let entries = LogTile.entries(Array(rest[..<length]), count: count)
    else { return nil }
    return (
      Batch(first: first, entries: entries), offset + Self.headBytes + length + Self.tailBytes
    )
  }

  /// The index behind the last entry; nil when there is none. Takes off what a crash left at the end.
  package func end() throws -> UInt64? {
    let length = try length()
    guard length > 0 else { return nil }
    if length >= Self.headBytes + Self.tailBytes {
      let body = Int(Self.number(try bytes(at: length - 4, 4)[...]))
      let start = length - body - Self.headBytes - Self.tailBytes
      if body <= Self.maximumBody, start >= 0, let (batch, end) = try batch(at: start),
        end == length
      {
        return batch.end
      }
    }
    var end: UInt64?
    try forEachBatch { end = $0.end }
    return end
  }

  /// Reads every batch, oldest first, one at a time. What a crash left at the end is taken off; damage before it is an error.
  package func forEachBatch(_ body: (Batch) throws -> Void) throws {
    let length = try length()
    var offset = 0
    while offset < length {
      guard let (batch, end) = try batch(at: offset) else {
        try checkIsTorn(from: offset, to: length)
        guard ftruncate(descriptor, off_t(offset)) == 0, fsync(descriptor) == 0 else {
          throw FileError.notWritten(errno).in(name)
        }
        return
      }
      try body(batch)
      offset = end
    }
  }

  /// A kill leaves the beginning of a batch, a power cut may leave zeros. Anything else was whole once, and cutting it off would
  /// take acknowledged entries away: a batch whose end is there, and one behind which another stands.
  private func checkIsTorn(from offset: Int, to length: Int) throws {
    let rest = try bytes(at: offset, length - offset)
    let isBeginning =
      rest.starts(with: Self.magic) || Self.magic.starts(with: rest) || rest.allSatisfy { $0 == 0 }
    let hasEnd =
      rest.count >= Self.headBytes + Self.tailBytes
      && Int(Self.number(rest.suffix(4))) == rest.count - Self.headBytes - Self.tailBytes
    guard isBeginning, !hasEnd, try !holdsBatch(rest, at: offset) else {
      throw LogFolderError.journalDamaged(byte: offset).in(name)
    }
  }

  /// Whether a whole batch begins anywhere behind the first byte.
  private func holdsBatch(_ rest: [UInt8], at offset: Int) throws -> Bool {
    var index = 1
    while index + Self.magic.count <= rest.count {
      if rest[index] == Self.magic[0], rest[index...].starts(with: Self.magic),
        try batch(at: offset + index) != nil
      {
        return true
      }
      index += 1
    }
    return false
  }

  /// Appends a batch; it is on the disk when this returns.
  package func append(_ entries: [[UInt8]], from first: UInt64) throws {
    var body: [UInt8] = []
    for entry in entries { _ = LogTile.append(entry, to: &body) }
    guard body.count <= Self.maximumBody else {
      throw LogFolderError.tooManyEntries(mebibytes: Self.maximumBody >> 20)
    }
    var batch = Self.magic + Self.bytes(first, 8) + Self.bytes(UInt64(entries.count), 4)
    batch += Self.bytes(UInt64(body.count), 4)
    batch += body
    batch += Self.check(batch[...])
    batch += Self.bytes(UInt64(body.count), 4)
    let start = try length()
    guard lseek(descriptor, off_t(start), SEEK_SET) == off_t(start),
      FileDescriptor.writeAll(batch, to: descriptor), fdatasync(descriptor) == 0
    else {
      let error = errno
      // Nobody was told of them: half a batch is in nobody's way, but need not stay.
      _ = ftruncate(descriptor, off_t(start))
      throw FileError.notWritten(error).in(name)
    }
  }

  /// Forgets everything: it is in tiles below a checkpoint that is on the disk.
  package func empty() throws {
    guard ftruncate(descriptor, 0) == 0, fsync(descriptor) == 0 else {
      throw FileError.notWritten(errno).in(name)
    }
  }
}
