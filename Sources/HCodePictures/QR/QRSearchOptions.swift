package import HCodeBase

/// How much work a search may take.
package struct QRSearchOptions: Sendable {
  /// Go on through all attempts although something was read and nothing else seems to be there.
  package var isThorough: Bool
  /// Only until something is read, and not at the largest sizes: for a frame of a camera that shows what the one before showed. Never
  /// a complete search.
  package var isGlance: Bool
  /// For a frame of a camera: another one comes, in which a symbol that is no QR code is larger.
  package var isOfFrames: Bool
  /// What is left for the whole file, on the thread that searches; nil for a budget of its own.
  package var budget: CPUBudget?
  /// Asked before each attempt but the first: true ends the search with what was found. Time is the
  /// caller's.
  package var isOutOfTime: @Sendable () -> Bool

  /// The usual search, without a limit of its own.
  package init(
    isThorough: Bool = false, isGlance: Bool = false, isOfFrames: Bool = false,
    budget: CPUBudget? = nil,
    isOutOfTime: @escaping @Sendable () -> Bool = { false }
  ) {
    self.isThorough = isThorough
    self.isGlance = isGlance
    self.isOfFrames = isOfFrames
    self.budget = budget
    self.isOutOfTime = isOutOfTime
  }
}
