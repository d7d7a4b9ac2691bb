package import HCodeBase
package import HCodeCore
package import HCodePaper

/// The words on what is printed. Whoever draws a code for people brings them: the modules know none.
package protocol PaperWords: Sendable {
  /// The words of a card of that colour, one entry a language, the first large.
  func captions(_ colour: Card.Colour) -> [Card.Captions]
  /// What a label has before the last characters of the identity document.
  var documentTail: String { get }
  /// What a label has before the end of validity.
  var until: String { get }
  /// Why a code is yellow or red.
  func reason(_ reason: StatusReason) -> String
  /// On what order.
  func order(_ order: String) -> String
  /// Where to appeal.
  func appeal(_ place: String) -> String
  /// A time as it is printed.
  func time(_ time: Timestamp) -> String
}
