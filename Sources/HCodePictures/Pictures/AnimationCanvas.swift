/// What a viewer shows of an animation, frame by frame: a frame may be smaller than the picture, transparent in parts, and removed again.
struct AnimationCanvas {
  /// Where a frame lies, and what becomes of it before the next one.
  struct Placement: Equatable {
    var left = 0
    var top = 0
    var width = 0
    var height = 0
    /// Whether transparent pixels show what was there before.
    var isBlended = true
    var disposal = Disposal.keep
  }

  enum Disposal: Equatable {
    case keep, clear, restore
  }

  private let width: Int
  private let height: Int
  /// The brightness on black ground, and the opacity.
  private var brightness: [UInt8]
  private var opacity: [UInt8]
  private var last: (placement: Placement, before: (brightness: [UInt8], opacity: [UInt8])?)?

  /// Nil for a size that no picture may have.
  init?(width: Int, height: Int, format: PictureFormat) {
    guard let count = try? PictureReader.pixelCount(format, width: width, height: height) else {
      return nil
    }
    (self.width, self.height) = (width, height)
    brightness = [UInt8](repeating: 0, count: count)
    opacity = brightness
  }

  /// What is shown once a frame is laid over what was there; nil for a frame outside the picture.
  mutating func show(_ frame: LayeredImage, _ placement: Placement) -> LayeredImage? {
    let size = (frame.onWhite.width, frame.onWhite.height)
    guard placement.left >= 0, placement.top >= 0, size == (placement.width, placement.height),
      placement.left + size.0 <= width, placement.top + size.1 <= height
    else { return nil }
    dispose()
    last = (placement, placement.disposal == .restore ? (brightness, opacity) : nil)
    let black = frame.onBlack ?? frame.onWhite
    for row in 0..<size.1 {
      for column in 0..<size.0 {
        let from = row * size.0 + column
        let to = (placement.top + row) * width + placement.left + column
        let value = black.pixels[from]
        let cover = 255 - Int(frame.onWhite.pixels[from]) + Int(value)
        let rest = placement.isBlended ? 255 - min(cover, 255) : 0
        brightness[to] = UInt8(clamping: Int(value) + (Int(brightness[to]) * rest + 127) / 255)
        opacity[to] = UInt8(clamping: cover + (Int(opacity[to]) * rest + 127) / 255)
      }
    }
    guard let shown = LumaImage(width: width, height: height, pixels: brightness),
      let mask = LumaImage(width: width, height: height, pixels: opacity)
    else { return nil }
    return LayeredImage(shown, opacity: mask, isWeighed: true)
  }

  private mutating func dispose() {
    guard let last else { return }
    switch last.placement.disposal {
    case .keep: break
    case .restore: if let before = last.before { (brightness, opacity) = before }
    case .clear:
      for row in 0..<last.placement.height {
        let start = (last.placement.top + row) * width + last.placement.left
        for place in start..<start + last.placement.width {
          (brightness[place], opacity[place]) = (0, 0)
        }
      }
    }
  }
}
