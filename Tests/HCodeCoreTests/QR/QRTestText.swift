import Foundation
@testable import HCodePictures

/// Texts in the alphanumeric set, the same ones at every run.
enum QRTestText {
  static let alphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:".utf8)

  static func make(_ count: Int, seed: UInt64 = 1) -> [UInt8] {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    return (0..<count).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return alphabet[Int(state >> 33) % alphabet.count]
    }
  }

  /// The alphanumeric characters that a version holds (ISO/IEC 18004 table 7), found by trying.
  static func filling(
    version: Int, _ errorCorrection: QRSymbol.ErrorCorrection
  ) throws -> [UInt8] {
    var (low, high) = (1, QREncoder.capacity(errorCorrection))
    while low < high {
      let middle = (low + high + 1) / 2
      let symbol = try QREncoder.encode(make(middle), errorCorrection: errorCorrection)
      if symbol.version <= version { low = middle } else { high = middle - 1 }
    }
    return make(low)
  }

  /// A picture with others pasted into it.
  static func canvas(
    _ width: Int, _ height: Int, shade: UInt8 = 255, _ parts: [(LumaImage, x: Int, y: Int)]
  ) throws -> LumaImage {
    var pixels = [UInt8](repeating: shade, count: width * height)
    for (part, x, y) in parts {
      for row in 0..<part.height {
        let line = part.pixels[row * part.width..<(row + 1) * part.width]
        let start = (y + row) * width + x
        pixels.replaceSubrange(start..<start + part.width, with: line)
      }
    }
    guard let image = LumaImage(width: width, height: height, pixels: pixels) else {
      throw QRPictureError.tooLarge
    }
    return image
  }

  /// A picture turned about its middle, on white, each pixel the mean of four places.
  static func turned(_ image: LumaImage, degrees: Int) throws -> LumaImage {
    let side = 3 * max(image.width, image.height) / 2
    let angle = Double(degrees) * .pi / 180
    let pixels = (0..<side * side).map { index -> UInt8 in
      let sum = (0..<4).reduce(0) { sum, part in
        let x = Double(index % side) + Double(part % 2) / 2 + 0.25 - Double(side) / 2
        let y = Double(index / side) + Double(part / 2) / 2 + 0.25 - Double(side) / 2
        let column = (x * cos(angle) + y * sin(angle) + Double(image.width) / 2).rounded(.down)
        let row = (y * cos(angle) - x * sin(angle) + Double(image.height) / 2).rounded(.down)
        guard column >= 0, row >= 0, column < Double(image.width), row < Double(image.height)
        else { return sum + 255 }
        return sum + Int(image.pixels[Int(row) * image.width + Int(column)])
      }
      return UInt8(sum / 4)
    }
    return try canvas(
      side, side, [(LumaImage(width: side, height: side, pixels: pixels) ?? image, x: 0, y: 0)])
  }

  /// A text's symbol, drawn.
  static func picture(
    _ text: [UInt8], _ errorCorrection: QRSymbol.ErrorCorrection = .medium, moduleSize: Int,
    quietZone: Int = 4
  ) throws -> LumaImage {
    let symbol = try QREncoder.encode(text, errorCorrection: errorCorrection)
    return try QRPicture(symbol, moduleSize: moduleSize, quietZone: quietZone).lumaImage()
  }
}
