import Glibc

/// The processor time that one input may take, counted from when it is made and on the thread that asks.
package struct CPUBudget: Sendable {
  private let start: Int
  private let milliseconds: Int

  /// Begins to count.
  package init(milliseconds: Int = 1000 * InputBudget.cpuSeconds) {
    self.milliseconds = milliseconds
    start = Self.spent
  }

  /// Whether there is something left.
  package func allowsMore() -> Bool { Self.spent - start < milliseconds }

  /// Milliseconds that this thread has taken so far.
  private static var spent: Int {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Int(time.tv_sec) * 1000 + Int(time.tv_nsec) / 1_000_000
  }
}
