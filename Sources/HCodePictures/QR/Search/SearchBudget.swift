/// What one search may spend, all of its rounds together: the one place where that is said and counted.
///
/// A search whose budget ran out has not looked everywhere, and says so.
final class SearchBudget {
  /// Roughly nanoseconds of an engine's work; what a 24-megapixel photo full of patterns takes is a third of it.
  private var left = 4_000_000_000
  /// How many times something more was read in a picture that what was read before is covered in.
  private var roundsLeft = 100
  private let isOutOfTime: @Sendable () -> Bool
  /// Whether something was left out since there was no more to spend.
  private(set) var isExhausted = false

  init(isOutOfTime: @escaping @Sendable () -> Bool = { false }) { self.isOutOfTime = isOutOfTime }

  /// Whether there is time and work left; asked before each attempt but the first.
  func allowsMore() -> Bool {
    if left <= 0 || isOutOfTime() { isExhausted = true }
    return !isExhausted
  }

  /// Whether the picture may be gone through once more.
  func allowsRound() -> Bool {
    roundsLeft -= 1
    if roundsLeft < 0 { isExhausted = true }
    return !isExhausted
  }

  /// Counts what an engine is shown. zbar goes through every line of a picture, zxing through every third.
  func spend(_ engine: QREngine, pixels: Int) { left -= pixels * (engine == .zbar ? 40 : 6) }

  /// Whatever gave up before it had seen everything.
  func giveUp() { isExhausted = true }
}
