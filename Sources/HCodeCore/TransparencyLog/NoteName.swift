import HCodeBase

/// The name of a note's signer: not empty, no space of any kind, no control character, no plus, at most 128 bytes.
package struct NoteName: Hashable, Sendable, CustomStringConvertible {
  private let name: ExactText
  /// The text.
  package var description: String { name.text }

  /// Refuses any other text.
  package init?(_ text: String) {
    guard (1...128).contains(text.utf8.count), HealthText.fault(in: text, maximumBytes: 128) == nil,
      !text.unicodeScalars.contains(where: { $0.properties.isWhitespace || $0 == "+" })
    else { return nil }
    name = ExactText(text)
  }
}
