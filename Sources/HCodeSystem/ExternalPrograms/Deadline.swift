internal import Glibc
internal import Synchronization

/// A moment by which something has to be done, on a clock that nobody sets.
package struct Deadline {
  private let end: Int64

  package init(seconds: Int) { end = Self.now() + Int64(seconds) * 1000 }

  /// What is left, 0 when it is over.
  package var milliseconds: Int32 { Int32(clamping: max(end - Self.now(), 0)) }

  private static func now() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }
}
