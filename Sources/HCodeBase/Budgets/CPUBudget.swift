import Glibc

/// The processor time that something may take, counted from when it is made and on the thread that asks.
package struct CPUBudget: Sendable {
  private var end: Int

  /// Begins to count.
  package init(milliseconds: Int = 1000 * InputBudget.cpuSeconds) {
    end = Self.spent + milliseconds
  }

  /// What is left.
  package var milliseconds: Int { end - Self.spent }

  /// Takes what a program has spent for it.
  package mutating func spend(milliseconds: Int) { end -= milliseconds }

  /// Whether something is left.
  package func allowsMore() -> Bool { milliseconds > 0 }

  /// Milliseconds that this thread has taken so far.
  private static var spent: Int {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Int(time.tv_sec) * 1000 + Int(time.tv_nsec) / 1_000_000
  }
}
