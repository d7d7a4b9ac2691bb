import HCodeBase
package import HCodeFormats

/// Turns scanned texts into the texts to judge: joins the parts of a card that is spread over several symbols, and
/// splits a file of several cards. Parts may come in any order, from several pictures, lines or frames. No other code
/// joins or splits texts.
///
/// A part states its number and no card, so one card is open at a time: a part that cannot belong to it ends it.
package struct CardAssembler: Sendable {
  /// One result of a scanned text.
  package enum Piece: Sendable {
    /// A text to judge.
    case text([UInt8])
    /// The verdict on parts that make no whole card.
    case verdict(Verdict, CertificateFormat)
  }

  private var open: [Int: ArraySlice<UInt8>] = [:]
  private var count = 0
  /// The parts of the last complete card: seeing one of them again begins no new card.
  private var last: [Int: ArraySlice<UInt8>] = [:]

  /// Nothing seen yet.
  package init() {}

  /// Whether some parts of a card are here and others are missing.
  package var isWaiting: Bool { !open.isEmpty }

  /// Which parts are here and which are missing, in English.
  package var progress: String {
    func list(_ numbers: [Int]) -> String { numbers.map(String.init).joined(separator: ", ") }
    let wanted = (1...max(count, 1)).filter { open[$0] == nil }
    return "of \(count) parts \(list(open.keys.sorted())) \(open.count == 1 ? "is" : "are") here,"
      + " \(list(wanted)) \(wanted.count == 1 ? "is" : "are") missing"
  }

  /// Adds a scanned text. Returns nothing for a part while others are missing.
  package mutating func take(_ scanned: [UInt8]) -> [Piece] {
    let text = CertificateLink.certificate(in: scanned) ?? scanned
    if text.first == UInt8(ascii: "{"), RecognisedText(text) == .foreign(.shc) {
      let cards = SmartHealthCardFile.cards(text)
      if !cards.isEmpty { return cards.map { .text($0) } }
    }
    // A malformed part goes on as it is: the decoder of its format says what is wrong with it.
    guard let part = try? SmartHealthCardPart(text), part.count > 1 else { return [.text(text)] }
    var pieces: [Piece] = []
    let isOfLast = last[part.number] == part.digits
    if isRepetition, !isOfLast { open = [:] }
    if isWaiting, part.count != count {
      pieces.append(contradiction("parts of \(count) and of \(part.count)"))
    } else if let other = open[part.number], other != part.digits {
      pieces.append(contradiction("two different parts \(part.number) of \(count)"))
    }
    count = part.count
    open[part.number] = part.digits
    if open.count == count {
      let digits = open.sorted { $0.key < $1.key }.flatMap(\.value)
      last = open
      open = [:]
      pieces.append(.text(Array("shc:/".utf8) + digits))
    }
    return pieces
  }

  /// Ends the input, also after a pause so long that no more parts will come. A card that is not complete is undecided.
  package mutating func finish() -> [Piece] {
    defer { open = [:] }
    guard isWaiting, !isRepetition else { return [] }
    return [.verdict(.undecided(.missingChunk, detail: progress, nil), .shc)]
  }

  /// Whether all open parts repeat the last complete card.
  private var isRepetition: Bool {
    last.count == count && open.allSatisfy { last[$0.key] == $0.value }
  }

  private mutating func contradiction(_ detail: String) -> Piece {
    open = [:]
    return .verdict(.forged(.badChunk, detail: detail), .shc)
  }
}
