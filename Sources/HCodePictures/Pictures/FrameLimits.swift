import HCodeBase

/// What a frame of a stream may take: its share of `InputBudget`.
package enum FrameLimits {
  /// Bytes of one frame. One is put together while another waits and a third is searched, and the search needs the rest.
  package static let frameBytes = InputBudget.memoryBytes / 8
  /// Milliseconds that a frame is searched for, when nothing less is asked for: a camera shows the next one meanwhile.
  package static let searchMilliseconds = 1000
  /// Bytes of a PNM header, comments included.
  static let headerBytes = 1024
}
