/// Why a symbol cannot be drawn as asked.
package enum QRPictureError: Error, Equatable, Sendable {
  /// A module has to be at least one pixel.
  case moduleSize(Int)
  /// A quiet zone cannot be negative.
  case quietZone(Int)
  /// The picture would have more pixels than `PictureLimits.pixels`.
  case tooLarge
}
