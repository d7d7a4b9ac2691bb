/// Why a symbol cannot be drawn as asked.
package enum QRPictureError: Error, CustomStringConvertible, Equatable, Sendable {
  /// A module has to be at least one pixel.
  case moduleSize(Int)
  /// A quiet zone cannot be negative.
  case quietZone(Int)
  /// The picture would have more pixels than `PictureLimits.pixels`.
  case tooLarge

  package var description: String {
    switch self {
    case .moduleSize(let size): "a module cannot be \(size) pixels wide"
    case .quietZone(let size): "a quiet zone cannot be \(size) modules wide"
    case .tooLarge: "the picture would have too many pixels"
    }
  }
}
