import HCodeBase
import HCodeDesk
import HCodePaper

/// A symbol alone has no words on it.
struct NoWords: PaperWords {
  let documentTail = ""
  let until = ""
  func captions(_ colour: Card.Colour) -> [Card.Captions] { [] }
  func time(_ time: Timestamp) -> String { time.rfc3339 }
}
