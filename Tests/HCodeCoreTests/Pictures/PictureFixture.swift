import Foundation
@testable import HCodePictures
@testable import HCodeTrust
import Testing

/// Files that Pillow wrote: 40 x 24 white pixels with the 16 x 8 at the top left dark.
enum PictureFixture {
  static func bytes(_ name: String) throws -> [UInt8] {
    let url = Bundle.module.bundleURL.appendingPathComponent("Fixtures/pictures/\(name)")
    return [UInt8](try Data(contentsOf: url))
  }

  static func expectDarkCorner(_ image: LumaImage, _ comment: Comment) {
    #expect(image.width == 40 && image.height == 24, comment)
    #expect(!image.isIncomplete, comment)
    let wrong = image.pixels.indices.filter { index in
      let (x, y) = (index % image.width, index / image.width)
      return x < 16 && y < 8 ? image.pixels[index] > 90 : image.pixels[index] < 200
    }
    #expect(wrong.isEmpty, comment)
  }

  /// Every truncation, and every byte replaced by a few others: all must come back.
  static func readDamaged(_ bytes: [UInt8]) {
    for length in bytes.indices { _ = try? PictureReader.read(Array(bytes.prefix(length))) }
    for index in bytes.indices {
      for flip: UInt8 in [0x01, 0x10, 0x80, 0xFF] {
        var damaged = bytes
        damaged[index] ^= flip
        _ = try? PictureReader.read(damaged)
      }
    }
  }
}

/// Makes PNG files of every kind, uncompressed, so that no encoder chooses the kind for us.
struct PNGFixture {
  var width = 7
  var height = 5
  let depth: Int
  let colourType: Int
  var isInterlaced = false
  /// Chunks between header and data.
  var extra: [(String, [UInt8])] = []
  /// The samples of the pixel at x, y.
  let samples: (Int, Int) -> [Int]

  var bytes: [UInt8] {
    var file: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    file += Self.chunk(
      "IHDR",
      Self.big(width) + Self.big(height)
        + [UInt8(depth), UInt8(colourType), 0, 0, isInterlaced ? 1 : 0])
    for (type, data) in extra { file += Self.chunk(type, data) }
    return file + Self.chunk("IDAT", Self.stored(rows)) + Self.chunk("IEND", [])
  }

  private var rows: [UInt8] {
    // Adam7: first column and row, step right and down.
    let passes =
      isInterlaced
      ? [
        (0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2),
        (0, 1, 1, 2),
      ] : [(0, 0, 1, 1)]
    var result: [UInt8] = []
    for (left, top, right, down) in passes where left < width {
      for y in stride(from: top, to: height, by: down) {
        var bits: [UInt8] = []
        for x in stride(from: left, to: width, by: right) {
          for sample in samples(x, y) {
            for bit in (0..<depth).reversed() { bits.append(UInt8(sample >> bit & 1)) }
          }
        }
        result.append(0)
        for start in stride(from: 0, to: bits.count, by: 8) {
          let byte = bits[start..<min(start + 8, bits.count)]
          result.append(byte.reduce(0) { $0 << 1 | $1 } << UInt8(8 - byte.count))
        }
      }
    }
    return result
  }

  static func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
    let covered = Array(type.utf8) + data
    var crc = UInt32.max
    for byte in covered {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
    }
    return big(data.count) + covered + big(Int(~crc))
  }

  private static func stored(_ data: [UInt8]) -> [UInt8] {
    precondition(data.count < 65536)
    let length = UInt16(data.count)
    var (a, b) = (1, 0)
    for byte in data {
      a = (a + Int(byte)) % 65521
      b = (b + a) % 65521
    }
    let lengths = [length, ~length].flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
    return [0x78, 0x01, 1] + lengths + data + big(b << 16 | a)
  }

  static func big(_ number: Int) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(number >> $0 & 255) }
  }
}
