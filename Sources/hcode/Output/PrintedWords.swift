import HCodeBase
import HCodeCore
import HCodeDesk
import HCodePaper

/// The words on cards and labels, in the languages that are printed.
struct PrintedWords: PaperWords {
  var languages = Language.onPaper

  func captions(_ colour: Card.Colour) -> [Card.Captions] {
    languages.map { $0.texts.captions(colour) }
  }

  var documentTail: String { languages.map(\.texts.documentTail).joined(separator: " ") }

  var until: String { languages.map(\.texts.labelUntil).joined(separator: " ") }

  func reason(_ reason: StatusReason) -> String {
    languages.map { $0.texts.statusReason(reason) }.joined(separator: " ")
  }

  func order(_ order: String) -> String {
    languages.map(\.texts.orderLabel).joined(separator: " ") + " " + order
  }

  func appeal(_ place: String) -> String {
    languages.map(\.texts.appealLabel).joined(separator: " ") + " " + place
  }

  func time(_ time: Timestamp) -> String { LocalTime.text(time) }
}
