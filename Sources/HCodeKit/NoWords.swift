import HCodeBase
import HCodeCore
import HCodeDesk
import HCodePaper

/// A symbol alone has no words on it.
struct NoWords: PaperWords {
  let documentTail = ""
  let until = ""
  func captions(_ colour: Card.Colour) -> [Card.Captions] { [] }
  func reason(_ reason: StatusReason) -> String { "" }
  func order(_ order: String) -> String { order }
  func appeal(_ place: String) -> String { place }
  func time(_ time: Timestamp) -> String { time.rfc3339 }
}
