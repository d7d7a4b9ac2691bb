/// How much work a search may take.
package struct QRSearchOptions: Sendable {
  /// Go on through all attempts although something was read and nothing else seems to be there.
  package var isThorough: Bool
  /// Asked before each attempt but the first: true ends the search with what was found. Time is the
  /// caller's.
  package var isOutOfTime: @Sendable () -> Bool

  /// The usual search, without a limit of its own.
  package init(
    isThorough: Bool = false, isOutOfTime: @escaping @Sendable () -> Bool = { false }
  ) {
    self.isThorough = isThorough
    self.isOutOfTime = isOutOfTime
  }
}
