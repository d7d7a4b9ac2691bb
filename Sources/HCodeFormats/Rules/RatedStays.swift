import HCodeBase

/// The difference that people lived with: the holder was in an area of that rating, or in a city or province that has one in it. A rule that
/// failed over ratings says which it was, without the area: the code's line names none.
package struct RatedStays: Hashable, Sendable {
  /// The gravest rating of an area in which the holder was.
  package let wasIn: AreaRatings.Rating?
  /// The gravest rating of an area in which the holder may have been; only of a rule that asks for it.
  package let near: AreaRatings.Rating?

  package init?(wasIn: AreaRatings.Rating?, near: AreaRatings.Rating?) {
    guard wasIn != nil || near != nil else { return nil }
    (self.wasIn, self.near) = (wasIn, near)
  }
}
