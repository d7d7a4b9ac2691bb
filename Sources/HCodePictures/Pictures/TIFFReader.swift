import HCodeBase

/// The first directory of a TIFF structure (TIFF 6.0 §2), as JPEG segments hold it; nil for whatever lies past its end.
struct TIFFReader {
  private let bytes: ArraySlice<UInt8>
  private let isLittleEndian: Bool
  /// BigTIFF: offsets of eight bytes.
  let isBig: Bool

  /// A field of the directory.
  struct Field {
    let type: Int
    let count: Int
    /// Where its value is, or the offset of its value.
    let place: Int
  }

  /// Byte order, 42, and then the directory's offset; 43 in BigTIFF, whose directories `field` does not read.
  init?(_ bytes: ArraySlice<UInt8>, mayBeBig: Bool = false) {
    switch bytes.prefix(2) {
    case [0x49, 0x49]: isLittleEndian = true
    case [0x4D, 0x4D]: isLittleEndian = false
    default: return nil
    }
    self.bytes = bytes
    let version = bytes.dropFirst(2).prefix(2)
    isBig = mayBeBig && version.contains(43)
    guard isBig || number(at: 2, length: 2) == 42 else { return nil }
  }

  /// The field with a tag.
  func field(_ tag: Int) -> Field? {
    guard let directory = number(at: 4, length: 4), let count = number(at: directory, length: 2)
    else { return nil }
    // A segment has at most 64 KiB, so this ends long before the 65,535 entries that may be claimed.
    for entry in 0..<count {
      let place = directory + 2 + entry * 12
      guard let found = number(at: place, length: 2) else { return nil }
      guard found == tag else { continue }
      guard let type = number(at: place + 2, length: 2),
        let count = number(at: place + 4, length: 4)
      else { return nil }
      return Field(type: type, count: count, place: place + 8)
    }
    return nil
  }

  /// The number of so many bytes at an offset.
  func number(at offset: Int, length: Int) -> Int? {
    guard offset >= 0, offset <= bytes.count - length else { return nil }
    let field = bytes.dropFirst(offset).prefix(length)
    return isLittleEndian
      ? field.reversed().reduce(0) { $0 << 8 | Int($1) } : field.reduce(0) { $0 << 8 | Int($1) }
  }
}
