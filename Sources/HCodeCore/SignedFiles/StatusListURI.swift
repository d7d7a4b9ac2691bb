/// The name of a status list, which is where it is published if it is a URL: 1 to 255 printable ASCII characters
/// (docs/trust.md §2).
package struct StatusListURI: Hashable, Sendable, CustomStringConvertible {
  /// The text.
  package let description: String

  /// Refuses any other text.
  package init?(_ text: String) {
    guard (1...255).contains(text.utf8.count), text.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
    else { return nil }
    description = text
  }
}
