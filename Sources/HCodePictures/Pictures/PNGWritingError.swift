import HCodeBase

/// Why a picture could not be written.
package enum PNGWritingError: Error, CustomStringConvertible, Equatable, Sendable {
  /// A side is below 1, or there are more pixels than `PictureLimits.pixels`.
  case size(width: Int, height: Int)
  /// The packed rows are not the `expected` number of bytes that the sizes call for.
  case rows(expected: Int, actual: Int)
  /// Memory for the compressor was refused, or it did not fit its output where it promised to.
  case compressor

  package var description: String {
    switch self {
    case .size(let width, let height): "a picture of \(width) × \(height) pixels cannot be written"
    case .rows(let expected, let actual): "\(actual) bytes of pixels instead of \(expected)"
    case .compressor: "there is no memory to compress it"
    }
  }
}
