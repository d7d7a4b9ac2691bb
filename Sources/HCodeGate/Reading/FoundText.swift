/// A code's text, and the page of the file that it stands on, if there are several.
package struct FoundText: Sendable {
  package let text: [UInt8]
  package var page: Int?

  package init(
    text: [UInt8],
    page: Int? = nil
  ) {
    self.text = text
    self.page = page
  }
}
