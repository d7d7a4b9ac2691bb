import HCodeBase

/// What one search may spend, all of its rounds together: the one place where that is said and counted.
///
/// A search whose budget ran out has not looked everywhere, and says so.
final class SearchBudget {
  /// What is left for the whole file.
  private let time: CPUBudget
  /// How many times something more was read in a picture that what was read before is covered in.
  private var roundsLeft = 100
  private let isOutOfTime: @Sendable () -> Bool
  private var isBegun = false
  /// Whether something was left out since there was no more to spend.
  private(set) var isExhausted = false

  init(
    within time: CPUBudget = CPUBudget(), isOutOfTime: @escaping @Sendable () -> Bool = { false }
  ) {
    self.time = time
    self.isOutOfTime = isOutOfTime
  }

  /// Whether there is time and work left; asked before each attempt. The first is always made.
  func allowsMore() -> Bool {
    defer { isBegun = true }
    if isBegun, time.milliseconds <= InputBudget.attemptMilliseconds || isOutOfTime() {
      isExhausted = true
    }
    return !isExhausted
  }

  /// Whether the picture may be gone through once more.
  func allowsRound() -> Bool {
    roundsLeft -= 1
    if roundsLeft < 0 { isExhausted = true }
    return !isExhausted
  }

  /// Whatever gave up before it had seen everything.
  func giveUp() { isExhausted = true }
}
