/// Bounds on what a stream of frames may take.
enum FrameLimits {
  /// Bytes of one frame.
  static let frameBytes = PictureLimits.fileBytes
  /// Bytes of a PNM header, comments included.
  static let headerBytes = 1024
}
