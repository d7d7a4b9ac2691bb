/// What came of the stream so far.
struct FrameCounts: Sendable {
  var frames = 0
  var dropped = 0
  var damaged = 0
  var bytes = 0
}
