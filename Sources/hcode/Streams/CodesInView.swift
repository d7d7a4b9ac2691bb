import HCodeGate
import HCodeSystem

/// The texts that a camera sees now or saw a moment ago, so that a code held up for seconds is one scan. They are in memory
/// for as long as they are in view and a little longer, and nowhere else.
struct CodesInView {
  /// More than a camera sees; beyond it the one seen longest ago is forgotten.
  static let most = 1024

  /// Milliseconds after which a code counts anew, when nothing else is asked for.
  static let usual = 5000

  /// Milliseconds below which a code that is read in some frames only would count several times.
  static let shortest = 1000

  /// For how long, in milliseconds, a text must be out of view to count anew.
  let again: Int
  private var lastSeen: [FoundText: MonotonicTime] = [:]

  init(again: Int) { self.again = again }

  /// Whether all of a frame's texts are in view, so that the frame shows nothing new.
  func holds(_ texts: [FoundText], at now: MonotonicTime) -> Bool {
    texts.allSatisfy { text in lastSeen[text].map { now.since($0) <= again } ?? false }
  }

  /// Takes a frame's texts; gives those that were not in view.
  mutating func new(_ texts: [FoundText], at now: MonotonicTime) -> [FoundText] {
    lastSeen = lastSeen.filter { now.since($0.value) <= again }
    let new = texts.filter { lastSeen[$0] == nil }
    for text in texts { lastSeen[text] = now }
    while lastSeen.count > Self.most, let oldest = lastSeen.min(by: { $0.value < $1.value }) {
      lastSeen[oldest.key] = nil
    }
    return new
  }
}
