/// What a server calls one version of a file (RFC 9110 §8.8.3): sent back, it saves the answer when nothing has changed.
package struct EntityTag: Hashable, Sendable {
  /// As it is written in a header, with its quotation marks.
  package let text: String

  /// A tag from a header; nil for what is none, or has more than 256 bytes.
  package init?(_ text: some StringProtocol) {
    let opaque = text.hasPrefix("W/") ? text.dropFirst(2)[...] : text[...]
    guard text.utf8.count <= 256, opaque.utf8.count >= 2, opaque.first == "\"",
      opaque.last == "\"",
      opaque.dropFirst().dropLast().utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x22 })
    else { return nil }
    self.text = String(text)
  }
}
