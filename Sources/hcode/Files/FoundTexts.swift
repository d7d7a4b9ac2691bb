/// The codes of one file, and whether all of it was searched.
struct FoundTexts: Sendable {
  var texts: [FoundText] = []
  /// False when time or work ran out before every way to find another code was tried.
  var isComplete = true
}
