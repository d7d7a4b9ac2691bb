package import HCodeBase
package import HCodeFormats

/// Turns scanned texts into the texts to judge: joins the parts of a card or of a message that is spread over several symbols, and
/// splits a file of several cards. Parts may come in any order, from several pictures, lines or frames. No other code
/// joins or splits texts.
///
/// A part of a card states its number and no card, so one card is open at a time: a part that cannot belong to it ends it. A QR symbol that is a
/// part (structured append) names its message, and a few of them may be open.
package struct CardAssembler: Sendable {
  /// One result of a scanned text.
  package enum Piece: Sendable {
    /// A text to judge.
    case text([UInt8])
    /// The verdict on parts that make no whole; the format where it is known.
    case verdict(Verdict, CertificateFormat?)
  }

  /// The most messages over several symbols that are kept. One more ends them all.
  private static let mostMessages = 8

  private var card = OpenParts()
  private var messages: [SymbolPart.Message: OpenParts] = [:]

  /// Nothing seen yet.
  package init() {}

  /// Whether some parts are here and others are missing.
  package var isWaiting: Bool { card.isWaiting || messages.values.contains(where: \.isWaiting) }

  /// Which parts are here and which are missing, in English.
  package var progress: String {
    let waiting = card.isWaiting ? card : messages.values.first(where: \.isWaiting)
    return (waiting ?? card).progress
  }

  /// Adds a scanned text, and which part of a message its symbol is. Returns nothing for a part while others are missing.
  package mutating func take(_ scanned: [UInt8], part: SymbolPart? = nil) -> [Piece] {
    if let part { return join(scanned, part) }
    let text = CertificateLink.certificate(in: scanned) ?? scanned
    if text.first == UInt8(ascii: "{"), RecognisedText(text) == .foreign(.shc) {
      let cards = SmartHealthCardFile.cards(text)
      if !cards.isEmpty { return cards.map { .text($0) } }
    }
    // A malformed part goes on as it is: the decoder of its format says what is wrong with it.
    guard let part = try? SmartHealthCardPart(text), part.count > 1 else { return [.text(text)] }
    let (contradiction, digits) = card.take(part.digits, number: part.number, of: part.count)
    var pieces: [Piece] = []
    if let contradiction {
      pieces.append(.verdict(.forged(.badChunk, detail: contradiction), .shc))
    }
    if let digits { pieces.append(.text(Array("shc:/".utf8) + digits)) }
    return pieces
  }

  /// Joins the symbols of one message. What comes of it is a text like that of one symbol.
  private mutating func join(_ bytes: [UInt8], _ part: SymbolPart) -> [Piece] {
    var pieces: [Piece] = []
    if messages[part.message] == nil, messages.count == Self.mostMessages {
      pieces = missing(in: messages)
      messages = [:]
    }
    let (contradiction, whole) = messages[part.message, default: OpenParts()].take(
      bytes[...], number: part.number, of: part.message.count)
    if let contradiction {
      pieces.append(.verdict(.forged(.badChunk, detail: contradiction), nil))
    }
    guard let whole else { return pieces }
    guard whole.reduce(0, ^) == part.message.parity else {
      let detail = "the sum over \(part.message.count) parts is not the one that they state"
      return pieces + [.verdict(.forged(.badChunk, detail: detail), nil)]
    }
    return pieces + take(whole)
  }

  /// Ends the input, also after a pause so long that no more parts will come. What is not complete is undecided.
  package mutating func finish() -> [Piece] {
    defer {
      self.card.end()
      messages = messages.mapValues { message in
        var ended = message
        ended.end()
        return ended
      }
    }
    let card: [Piece] =
      card.lacksParts
      ? [.verdict(.undecided(.missingChunk, detail: card.progress, nil), .shc)] : []
    return card + missing(in: messages)
  }

  private func missing(in messages: [SymbolPart.Message: OpenParts]) -> [Piece] {
    messages.values.filter(\.lacksParts).map(\.progress).sorted().map {
      .verdict(.undecided(.missingChunk, detail: $0, nil), nil)
    }
  }
}
