/// A code's text, and the page of the file that it stands on, if there are several.
package struct FoundText: Sendable {
  package let text: [UInt8]
  package var page: Int?
  /// Whether somebody typed or pasted it, so that damage to it is no forgery.
  package var isTyped = false

  package init(text: [UInt8], page: Int? = nil, isTyped: Bool = false) {
    self.text = text
    self.page = page
    self.isTyped = isTyped
  }
}
