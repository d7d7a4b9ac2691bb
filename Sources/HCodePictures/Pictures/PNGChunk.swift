import HCodeBase

/// A chunk of a PNG file (ISO/IEC 15948 §5.3).
struct PNGChunk {
  let type: UInt32
  /// Where its data are in the file.
  let data: Range<Int>

  /// The number of a chunk's four letters.
  static func type(_ letters: StaticString) -> UInt32 {
    letters.withUTF8Buffer { $0.reduce(0) { $0 << 8 | UInt32($1) } }
  }

  static let header = type("IHDR")
  static let palette = type("PLTE")
  static let transparency = type("tRNS")
  static let gamma = type("gAMA")
  static let standardColours = type("sRGB")
  static let pixels = type("IDAT")
  static let end = type("IEND")
  static let animation = type("acTL")
  static let framePixels = type("fdAT")

  /// Decoders must know these.
  var isCritical: Bool { type & 0x2000_0000 == 0 }

  /// The chunk that stands there; nil at the end of the file.
  init?(in file: [UInt8], at position: Int) throws(PictureError) {
    guard position < file.count else { return nil }
    guard file.count - position >= 12 else { throw PNGReader.malformed("ends inside a chunk") }
    let length = Self.number(file[position..<position + 4])
    guard length < 1 << 31 else { throw PNGReader.malformed("PNG unsigned integer out of range") }
    guard file.count - position - 12 >= Int(length) else {
      throw PNGReader.malformed("ends inside a chunk")
    }
    type = Self.number(file[position + 4..<position + 8])
    data = position + 8..<position + 8 + Int(length)
  }

  /// Where the next one begins.
  var following: Int { data.upperBound + 4 }

  /// Refuses one whose checksum is wrong. Asked of those that are used.
  func check(in file: [UInt8]) throws(PictureError) {
    let sum = file.withUnsafeBytes { file in
      Zlib.crc32(UnsafeRawBufferPointer(rebasing: file[data.lowerBound - 4..<data.upperBound]))
    }
    guard sum == Self.number(file[data.upperBound..<following]) else {
      let name = String(decoding: file[data.lowerBound - 4..<data.lowerBound], as: UTF8.self)
      throw PNGReader.malformed("\(name): CRC error")
    }
  }

  /// The first four bytes as a number.
  static func number(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
  }
}
