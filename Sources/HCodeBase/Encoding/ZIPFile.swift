/// A ZIP file with one entry (PKWARE APPNOTE 6.3), stored or deflated: read by its central directory, and nothing in it that the
/// directory does not account for.
package enum ZIPFile {
  /// Why bytes are not such a file within the bound.
  package enum ReadingError: Error, CustomStringConvertible, Equatable {
    /// Not one entry with its directory, or bytes that belong to neither.
    case malformed
    /// Compressed otherwise, encrypted, split, or of more than 4 GiB.
    case unsupported
    /// The CRC-32 or the length is not that of what came out.
    case damaged
    /// More comes out than is allowed.
    case tooLarge

    package var description: String {
      switch self {
      case .malformed: "it is not a ZIP file with one entry"
      case .unsupported: "it is compressed in a way that is not read here, encrypted or split"
      case .damaged: "what is in it is damaged"
      case .tooLarge: "more comes out than one input may hold"
      }
    }
  }

  package static let signature: [UInt8] = [0x50, 0x4B, 0x03, 0x04]
  private static let directorySignature: [UInt8] = [0x50, 0x4B, 0x01, 0x02]
  private static let endSignature: [UInt8] = [0x50, 0x4B, 0x05, 0x06]
  private static let descriptorSignature: [UInt8] = [0x50, 0x4B, 0x07, 0x08]

  /// The name of the entry and what it holds.
  package static func only(
    _ file: [UInt8], limit: Int
  ) throws(ReadingError) -> (name: [UInt8], content: [UInt8]) {
    let end = file.suffix(22)
    guard end.starts(with: endSignature), number(end, 20, 2) == 0,
      number(end, 8, 2) == 1, number(end, 10, 2) == 1,
      let directoryStart = number(end, 16, 4), let directoryCount = number(end, 12, 4),
      directoryStart + directoryCount == file.count - 22
    else { throw .malformed }
    let directory = file[directoryStart..<file.count - 22]
    guard directory.starts(with: directorySignature), let flags = number(directory, 8, 2),
      let method = number(directory, 10, 2), let crc = number(directory, 16, 4),
      let packed = number(directory, 20, 4), let unpacked = number(directory, 24, 4),
      let nameCount = number(directory, 28, 2), let extraCount = number(directory, 30, 2),
      let commentCount = number(directory, 32, 2), number(directory, 42, 4) == 0,
      directory.count == 46 + nameCount + extraCount + commentCount
    else { throw .malformed }
    guard flags & 0x2041 == 0, method == 0 || method == 8 else { throw .unsupported }
    let name = directory.dropFirst(46).prefix(nameCount)

    let header = file[..<directoryStart]
    guard header.starts(with: signature), number(header, 6, 2) == flags,
      number(header, 8, 2) == method, number(header, 26, 2) == nameCount,
      let localExtra = number(header, 28, 2),
      header.dropFirst(30).prefix(nameCount).elementsEqual(name)
    else { throw .malformed }
    let start = 30 + nameCount + localExtra
    guard start + packed <= directoryStart else { throw .malformed }
    let numbers = directory.dropFirst(16).prefix(12)
    let rest = file[(start + packed)..<directoryStart]
    let isDescribed = flags & 8 != 0
    if isDescribed {
      let descriptor = rest.starts(with: descriptorSignature) ? rest.dropFirst(4) : rest
      guard descriptor.elementsEqual(numbers) else { throw .malformed }
    } else {
      guard rest.isEmpty, header.dropFirst(14).prefix(12).elementsEqual(numbers) else {
        throw .malformed
      }
    }
    guard unpacked <= limit else { throw .tooLarge }
    let stored = Array(file[start..<(start + packed)])
    var content = stored
    if method == 8 {
      do { content = try Zlib.inflate(stored, wrapper: .none, limit: unpacked) } catch {
        throw .damaged
      }
    }
    guard content.count == unpacked,
      content.withUnsafeBytes({ Int(Zlib.crc32($0)) }) == crc
    else { throw .damaged }
    return (Array(name), content)
  }

  /// A little-endian number; nil when the bytes are not there.
  private static func number(_ bytes: ArraySlice<UInt8>, _ offset: Int, _ count: Int) -> Int? {
    let part = bytes.dropFirst(offset).prefix(count)
    guard part.count == count else { return nil }
    return part.reversed().reduce(0) { $0 << 8 | Int($1) }
  }
}
