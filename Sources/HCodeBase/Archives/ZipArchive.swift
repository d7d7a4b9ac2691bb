/// Files in one stream, as ZIP (PKWARE APPNOTE 6.3), stored and not compressed: a PNG is compressed already.
///
/// The directory at the end is made by reading the headers again, so that nothing is kept in memory meanwhile. With more than
/// 65,534 files or 4 GiB it is that of ZIP64 (§4.3.14).
package enum ZipArchive {
  private static let localSignature: UInt32 = 0x0403_4B50
  private static let centralSignature: UInt32 = 0x0201_4B50
  private static let localBytes = 30
  private static let versionStored: UInt16 = 20
  private static let version64: UInt16 = 45

  /// A file with its header; nil when the name is not 1 to 100 bytes of ASCII, or the file 4 GiB or more.
  package static func entry(_ name: String, _ content: [UInt8], at time: Timestamp) -> [UInt8]? {
    let nameBytes = Array(name.utf8)
    guard (1...100).contains(nameBytes.count), nameBytes.allSatisfy({ $0 < 0x80 }),
      let size = UInt32(exactly: content.count), size < .max
    else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(localBytes + nameBytes.count + content.count)
    append(localSignature, to: &bytes)
    append(versionStored, to: &bytes)
    append(UInt16(0), to: &bytes)
    append(UInt16(0), to: &bytes)
    append(dosTime(time), to: &bytes)
    append(content.withUnsafeBytes { Zlib.crc32($0) }, to: &bytes)
    append(size, to: &bytes)
    append(size, to: &bytes)
    append(UInt16(nameBytes.count), to: &bytes)
    append(UInt16(0), to: &bytes)
    bytes += nameBytes
    bytes += content
    return bytes
  }

  /// Why a directory cannot be made.
  package enum DirectoryError: Error, Equatable, Sendable {
    /// At that byte of the file stands no header of an entry.
    case notAnEntry(offset: Int)
  }

  /// Writes what ends an archive of entries that has `length` bytes so far.
  ///
  /// - Parameters:
  ///   - read: that many bytes of the file from an offset on, or fewer at its end.
  ///   - write: takes the directory, piece by piece.
  package static func end(
    length: Int, read: @escaping (_ offset: Int, _ count: Int) throws -> [UInt8],
    write: ([UInt8]) throws -> Void
  ) throws {
    var window = Window(read: read)
    var offset = 0
    var count = 0
    var directoryBytes = 0
    var pending: [UInt8] = []
    while offset < length {
      let header = try window.bytes(at: offset, count: localBytes)
      guard header.count == localBytes, number32(header, 0) == localSignature else {
        throw DirectoryError.notAnEntry(offset: offset)
      }
      let nameBytes = Int(number16(header, 26))
      let name = try window.bytes(at: offset + localBytes, count: nameBytes)
      let next = offset + localBytes + nameBytes + Int(number32(header, 18))
      guard name.count == nameBytes, next <= length else {
        throw DirectoryError.notAnEntry(offset: offset)
      }
      let before = pending.count
      appendCentral(header, name, offset: offset, to: &pending)
      directoryBytes += pending.count - before
      count += 1
      offset = next
      if pending.count > 1 << 16 {
        try write(pending)
        pending = []
      }
    }
    appendEnd(count: count, directory: length, bytes: directoryBytes, to: &pending)
    try write(pending)
  }

  /// One entry of the directory, from the header that stands before the file.
  private static func appendCentral(
    _ header: ArraySlice<UInt8>, _ name: ArraySlice<UInt8>, offset: Int, to bytes: inout [UInt8]
  ) {
    let isFar = offset >= Int(UInt32.max)
    append(centralSignature, to: &bytes)
    append(UInt16(3) << 8 | (isFar ? version64 : versionStored), to: &bytes)
    append(isFar ? version64 : versionStored, to: &bytes)
    // Flags, method, time, checksum, sizes and the length of the name are those of the header.
    bytes += header.dropFirst(6).prefix(22)
    append(UInt16(isFar ? 12 : 0), to: &bytes)
    append(UInt16(0), to: &bytes)
    append(UInt16(0), to: &bytes)
    append(UInt16(0), to: &bytes)
    append(UInt32(0o100644) << 16, to: &bytes)
    append(isFar ? UInt32.max : UInt32(truncatingIfNeeded: offset), to: &bytes)
    bytes += name
    if isFar {
      append(UInt16(1), to: &bytes)
      append(UInt16(8), to: &bytes)
      append(UInt64(offset), to: &bytes)
    }
  }

  private static func appendEnd(
    count: Int, directory: Int, bytes directoryBytes: Int, to bytes: inout [UInt8]
  ) {
    let isLarge =
      count >= Int(UInt16.max) || directory >= Int(UInt32.max) || directoryBytes >= Int(UInt32.max)
    if isLarge {
      append(UInt32(0x0606_4B50), to: &bytes)
      append(UInt64(44), to: &bytes)
      append(UInt16(3) << 8 | version64, to: &bytes)
      append(version64, to: &bytes)
      append(UInt32(0), to: &bytes)
      append(UInt32(0), to: &bytes)
      for number in [count, count, directoryBytes, directory] { append(UInt64(number), to: &bytes) }
      append(UInt32(0x0706_4B50), to: &bytes)
      append(UInt32(0), to: &bytes)
      append(UInt64(directory + directoryBytes), to: &bytes)
      append(UInt32(1), to: &bytes)
    }
    append(UInt32(0x0605_4B50), to: &bytes)
    append(UInt16(0), to: &bytes)
    append(UInt16(0), to: &bytes)
    for _ in 0..<2 { append(UInt16(isLarge ? Int(UInt16.max) : count), to: &bytes) }
    append(UInt32(isLarge ? Int(UInt32.max) : directoryBytes), to: &bytes)
    append(UInt32(isLarge ? Int(UInt32.max) : directory), to: &bytes)
    append(UInt16(0), to: &bytes)
  }

  /// MS-DOS time and date (§4.4.6), in UTC: two seconds exact, 1980 to 2107.
  private static func dosTime(_ time: Timestamp) -> UInt32 {
    let seconds = Int(time.seconds)
    let date = CalendarDate(daysSince1970: seconds / 86_400)
    let clock = UInt32(seconds % 86_400)
    guard (1980...2107).contains(date.year) else { return 0x0021_0000 }
    let day = UInt32((date.year - 1980) << 9 | date.month << 5 | date.day)
    // In Swift a shift binds tighter than a division.
    return day << 16 | (clock / 3600) << 11 | (clock / 60 % 60) << 5 | (clock % 60 / 2)
  }

  private static func append(
    _ number: some FixedWidthInteger & UnsignedInteger, to bytes: inout [UInt8]
  ) {
    withUnsafeBytes(of: number.littleEndian) { bytes += $0 }
  }

  private static func number16(_ bytes: ArraySlice<UInt8>, _ offset: Int) -> UInt16 {
    UInt16(bytes[bytes.startIndex + offset]) | UInt16(bytes[bytes.startIndex + offset + 1]) << 8
  }

  private static func number32(_ bytes: ArraySlice<UInt8>, _ offset: Int) -> UInt32 {
    UInt32(number16(bytes, offset)) | UInt32(number16(bytes, offset + 2)) << 16
  }

  /// A piece of the file, so that small headers do not cost a read each.
  private struct Window {
    let read: (Int, Int) throws -> [UInt8]
    var start = 0
    var held: [UInt8] = []

    mutating func bytes(at offset: Int, count: Int) throws -> ArraySlice<UInt8> {
      if offset < start || offset + count > start + held.count {
        held = try read(offset, max(count, 1 << 18))
        start = offset
      }
      return held.dropFirst(offset - start).prefix(count)
    }
  }
}
