/// A moment by which something has to be done, on a clock that nobody sets.
package struct Deadline {
  private let end: MonotonicTime

  package init(seconds: Int) {
    end = MonotonicTime(milliseconds: MonotonicTime.now.milliseconds + seconds * 1000)
  }

  /// What is left, 0 when it is over.
  package var milliseconds: Int32 { Int32(clamping: max(end.since(.now), 0)) }
}
