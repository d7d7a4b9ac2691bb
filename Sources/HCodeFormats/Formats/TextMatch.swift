/// How a format recognised a text.
package enum TextMatch: Sendable {
  /// By its first bytes, which only texts of this format have.
  case beginning
  /// By its shape, which counts only when no format knows the beginning.
  case shape
}
