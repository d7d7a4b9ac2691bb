import HCodeBase

/// Why a picture could not be written.
package enum PNGWritingError: Error, Equatable, Sendable {
  /// A side is below 1, or there are more pixels than `PictureLimits.pixels`.
  case size(width: Int, height: Int)
  /// The packed rows are not the `expected` number of bytes that the sizes call for.
  case rows(expected: Int, actual: Int)
  /// Memory for the compressor was refused, or it did not fit its output where it promised to.
  case compressor
}
