import HCodeBase
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

  func time(_ time: Timestamp) -> String { LocalTime.text(time) }
}
