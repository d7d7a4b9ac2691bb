import Glibc

/// A time on a clock that nobody sets: for how long something took, never for what a verdict is judged by.
package struct MonotonicTime: Comparable {
  package let milliseconds: Int

  package static var now: MonotonicTime {
    var time = Glibc.timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return MonotonicTime(milliseconds: Int(time.tv_sec) * 1000 + Int(time.tv_nsec) / 1_000_000)
  }

  package static func < (left: MonotonicTime, right: MonotonicTime) -> Bool {
    left.milliseconds < right.milliseconds
  }

  /// Milliseconds since another time.
  package func since(_ earlier: MonotonicTime) -> Int { milliseconds - earlier.milliseconds }

  func timespec(after delay: Int) -> Glibc.timespec {
    let end = milliseconds + delay
    return Glibc.timespec(tv_sec: end / 1000, tv_nsec: end % 1000 * 1_000_000)
  }
}
