/// A picture on white ground and, where some of it is transparent, on black ground too: a code of either count shows on one of them.
struct LayeredImage: Equatable {
  let onWhite: LumaImage
  /// Nil when nothing of the picture is transparent.
  let onBlack: LumaImage?

  init(onWhite: LumaImage, onBlack: LumaImage? = nil) {
    self.onWhite = onWhite
    self.onBlack = onBlack == onWhite ? nil : onBlack
  }

  /// A picture with the opacity of its pixels, 255 for what hides the ground; nil when the two differ in size. `isWeighed` says that the brightness
  /// was multiplied with the opacity already.
  init?(_ image: LumaImage, opacity: LumaImage, isWeighed: Bool = false) {
    guard image.width == opacity.width, image.height == opacity.height else { return nil }
    func laid(on ground: Int) -> LumaImage? {
      LumaImage(width: image.width, height: image.height) { target in
        for place in target.indices {
          let (value, opacity) = (Int(image.pixels[place]), Int(opacity.pixels[place]))
          let colour = isWeighed ? value * 255 : value * opacity
          target[place] = UInt8(clamping: (colour + ground * (255 - opacity) + 127) / 255)
        }
      }
    }
    guard let onWhite = laid(on: 255) else { return nil }
    self.init(
      onWhite: onWhite, onBlack: opacity.pixels.allSatisfy { $0 == 255 } ? nil : laid(on: 0))
  }
}
