package import HCodeBase

/// A code's text, and the page of the file that it stands on, if there are several.
package struct FoundText: Hashable, Sendable {
  package let text: [UInt8]
  /// Which part of a message the symbol is, if it is one.
  package var part: SymbolPart?
  package var page: Int?
  /// Whether somebody typed or pasted it, so that damage to it is no forgery.
  package var isTyped = false

  package init(text: [UInt8], part: SymbolPart? = nil, page: Int? = nil, isTyped: Bool = false) {
    self.text = text
    self.part = part
    self.page = page
    self.isTyped = isTyped
  }
}
