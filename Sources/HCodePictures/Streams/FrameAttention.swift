/// Which frames of a camera are searched to the end: a code that is held up, and a view with nothing in it, look the same for many frames.
///
/// Each frame is, until a third of a second has brought nothing new; from then on one in a tenth of a second. The others get a glance,
/// and whatever new text that reads has its frame searched to the end at once. Times are milliseconds on any clock.
package struct FrameAttention {
  /// For how long after something new each frame is searched to the end.
  package static let alert = 330
  /// How long at most from one frame that is searched to the end to the next.
  package static let every = 100

  private var lastNews: Int?
  private var lastWhole: Int?

  /// Nothing was seen yet.
  package init() {}

  /// Whether the frame that came at a time is to be searched to the end, whatever a glance would read.
  package mutating func isWhole(at time: Int) -> Bool {
    let isAlert = time - (lastNews ?? time) < Self.alert
    let isDue = lastWhole.map { time - $0 >= Self.every } ?? true
    if lastNews == nil { lastNews = time }
    if isAlert || isDue { lastWhole = time }
    return isAlert || isDue
  }

  /// Takes that a text came into view.
  package mutating func sawNews(at time: Int) {
    lastNews = time
    lastWhole = time
  }
}
