import HCodeBase

/// Reads the Netpbm formats P1 to P6: bitmap, greymap and pixmap, written out or raw.
///
/// The first picture of a file is read; Netpbm lets others follow it.
enum PNMReader {
  /// What the magic number says.
  struct Kind {
    /// Samples are single bits, 1 for black, and the header has no maximum.
    let isBitmap: Bool
    /// 3 for a pixmap, else 1.
    let channels: Int
    /// Samples are bytes and not decimal numbers.
    let isRaw: Bool

    /// Nil unless the bytes start with P1 to P6 and something that ends the word.
    init?(magic bytes: [UInt8], at start: Int = 0) {
      guard start >= 0, bytes.count - start >= 3, bytes[start] == UInt8(ascii: "P"),
        bytes[start + 1] >= UInt8(ascii: "1"), bytes[start + 1] <= UInt8(ascii: "6"),
        PNMReader.isSpace(bytes[start + 2]) || bytes[start + 2] == UInt8(ascii: "#")
      else { return nil }
      let number = Int(bytes[start + 1] - UInt8(ascii: "0"))
      isBitmap = number % 3 == 1
      channels = number % 3 == 0 ? 3 : 1
      isRaw = number > 3
    }
  }

  static func read(_ bytes: [UInt8]) throws(PictureError) -> LumaImage {
    guard let kind = Kind(magic: bytes) else { throw .unknownFormat }
    var position = 2
    return try read(bytes, kind, after: &position)
  }

  /// Reads the picture whose magic number ends at a position, and moves the position to the picture's end.
  static func read(
    _ bytes: [UInt8], _ kind: Kind, after position: inout Int
  ) throws(PictureError) -> LumaImage {
    var words = PNMWords(bytes: bytes, position: position)
    defer { position = words.position }
    let width = try words.number("width")
    let height = try words.number("height")
    let count = try PictureReader.pixelCount(.pnm, width: width, height: height)
    let maximum = kind.isBitmap ? 1 : try words.number("maximum")
    guard (1...65535).contains(maximum) else { throw malformed("the maximum is \(maximum)") }
    let shape = Shape(
      kind: kind, width: width, height: height, count: count, maximum: maximum)
    let pixels: [UInt8]
    if kind.isRaw {
      // Exactly one: the next byte may be a sample that looks like another.
      try words.skipOneSpace()
      pixels = try rawPixels(bytes[words.position...], shape)
      words.position += shape.rowBytes * height
    } else {
      pixels = try writtenPixels(&words, shape)
    }
    guard let picture = LumaImage(width: width, height: height, pixels: pixels) else {
      throw malformed("the picture is \(width) x \(height) pixels")
    }
    return picture
  }

  /// The header. All products of these stay far below `Int.max`: `count` is checked first.
  private struct Shape {
    let kind: Kind
    let width: Int
    let height: Int
    let count: Int
    let maximum: Int

    /// Bytes of a raw row.
    var rowBytes: Int {
      kind.isBitmap ? (width + 7) / 8 : width * kind.channels * (maximum > 255 ? 2 : 1)
    }

    /// A sample, or the brightness of three, as 0 to 255.
    func byte(_ value: Int) -> UInt8 {
      UInt8(truncatingIfNeeded: (value * 255 + maximum / 2) / maximum)
    }

    /// The error for data that stop after this many pixels' bytes or numbers.
    func ends(afterRow row: Int) -> PictureError {
      malformed("ends after row \(row) of \(height)")
    }
  }

  private static func rawPixels(
    _ data: ArraySlice<UInt8>, _ shape: Shape
  ) throws(PictureError) -> [UInt8] {
    let kind = shape.kind
    let sampleBytes = shape.maximum > 255 ? 2 : 1
    let rowBytes = shape.rowBytes
    guard data.count >= rowBytes * shape.height else {
      throw shape.ends(afterRow: data.count / rowBytes)
    }
    if shape.maximum == 255, kind.channels == 1 { return Array(data.prefix(shape.count)) }
    return try data.withUnsafeBufferPointer { data throws(PictureError) in
      var pixels: [UInt8] = []
      pixels.reserveCapacity(shape.count)
      if kind.isBitmap {
        for row in 0..<shape.height {
          for column in 0..<shape.width {
            let isBlack = data[row * rowBytes + column / 8] & (0x80 >> UInt8(column % 8)) != 0
            pixels.append(isBlack ? 0 : 255)
          }
        }
        return pixels
      }
      func sample(_ index: Int) -> Int {
        sampleBytes == 1 ? Int(data[index]) : Int(data[index * 2]) << 8 | Int(data[index * 2 + 1])
      }
      for pixel in 0..<shape.count {
        let first = sample(pixel * kind.channels)
        var highest = first
        var value = first
        if kind.channels == 3 {
          let green = sample(pixel * 3 + 1)
          let blue = sample(pixel * 3 + 2)
          highest = max(first, green, blue)
          value = Luma.of(red: first, green: green, blue: blue)
        }
        guard highest <= shape.maximum else {
          throw malformed("sample \(highest) is above the maximum \(shape.maximum)")
        }
        pixels.append(shape.byte(value))
      }
      return pixels
    }
  }

  private static func writtenPixels(
    _ words: inout PNMWords, _ shape: Shape
  ) throws(PictureError) -> [UInt8] {
    let kind = shape.kind
    var pixels: [UInt8] = []
    // Each sample takes a byte or more of the file, so a lying header takes no more than the file
    // did.
    pixels.reserveCapacity(min(shape.count, words.bytes.count))
    func next() throws(PictureError) -> Int {
      guard let value = kind.isBitmap ? try words.nextBit() : try words.nextNumber() else {
        throw shape.ends(afterRow: pixels.count / shape.width)
      }
      guard value <= shape.maximum else {
        throw malformed("sample \(value) is above the maximum \(shape.maximum)")
      }
      return value
    }
    while pixels.count < shape.count {
      let first = try next()
      if kind.isBitmap {
        pixels.append(first == 0 ? 255 : 0)
      } else if kind.channels == 1 {
        pixels.append(shape.byte(first))
      } else {
        let green = try next()
        let blue = try next()
        pixels.append(shape.byte(Luma.of(red: first, green: green, blue: blue)))
      }
    }
    return pixels
  }

  static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte)
  }

  static func malformed(_ detail: String) -> PictureError {
    .malformed(format: .pnm, detail: detail)
  }
}

/// The decimal numbers of a Netpbm file, with comments from `#` to the end of the line between
/// them.
private struct PNMWords {
  let bytes: [UInt8]
  var position: Int

  /// A number of the header.
  mutating func number(_ name: String) throws(PictureError) -> Int {
    guard let value = try nextNumber() else {
      throw PNMReader.malformed("ends before the \(name)")
    }
    return value
  }

  /// The next number; nil at the end of the file.
  mutating func nextNumber() throws(PictureError) -> Int? {
    skipSpaceAndComments()
    guard position < bytes.count else { return nil }
    let start = position
    var value = 0
    while position < bytes.count, let digit = Self.digit(bytes[position]) {
      value = value * 10 + digit
      position += 1
      guard value <= Int(UInt32.max) else { throw PNMReader.malformed("a number is too large") }
    }
    guard position > start else { throw unexpectedByte() }
    return value
  }

  /// The next 0 or 1, which need no space between them; nil at the end of the file.
  mutating func nextBit() throws(PictureError) -> Int? {
    skipSpaceAndComments()
    guard position < bytes.count else { return nil }
    guard let digit = Self.digit(bytes[position]), digit <= 1 else { throw unexpectedByte() }
    position += 1
    return digit
  }

  /// Moves past the single space that ends a raw picture's header.
  mutating func skipOneSpace() throws(PictureError) {
    guard position < bytes.count else { throw PNMReader.malformed("ends before the first row") }
    guard PNMReader.isSpace(bytes[position]) else { throw unexpectedByte() }
    position += 1
  }

  private mutating func skipSpaceAndComments() {
    while position < bytes.count {
      if bytes[position] == UInt8(ascii: "#") {
        while position < bytes.count, bytes[position] != 0x0A, bytes[position] != 0x0D {
          position += 1
        }
      } else if PNMReader.isSpace(bytes[position]) {
        position += 1
      } else {
        return
      }
    }
  }

  private func unexpectedByte() -> PictureError {
    PNMReader.malformed("byte \(bytes[position]) at \(position) is not part of a number")
  }

  private static func digit(_ byte: UInt8) -> Int? {
    byte.isASCIIDigit ? Int(byte) - 0x30 : nil
  }
}
