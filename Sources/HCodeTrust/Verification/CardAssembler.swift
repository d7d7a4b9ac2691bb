import HCodeBase
package import HCodeFormats

/// Makes of texts as they are scanned the texts that are judged: joins the parts of a card that is spread over several symbols, in any
/// order, over pictures, lines and frames, and takes a file of several cards apart. The only place where that is done.
///
/// Symbols carry a part's number and no card's name, so one card is open at a time: a part that cannot be of it ends it.
package struct CardAssembler: Sendable {
  /// What came of a text.
  package enum Piece: Sendable {
    /// To be judged.
    case text([UInt8])
    /// On parts that are no text.
    case verdict(Verdict, CertificateFormat)
  }

  private var open: [Int: ArraySlice<UInt8>] = [:]
  private var count = 0
  /// The parts of the card that was whole last. One of them shown once more is no new card.
  private var last: [Int: ArraySlice<UInt8>] = [:]

  /// Nothing seen yet.
  package init() {}

  /// Whether parts are held that are no whole card.
  package var isWaiting: Bool { !open.isEmpty }

  /// Which parts are held and which are wanted, in English.
  package var progress: String {
    func list(_ numbers: [Int]) -> String { numbers.map(String.init).joined(separator: ", ") }
    let wanted = (1...max(count, 1)).filter { open[$0] == nil }
    return "of \(count) parts \(list(open.keys.sorted())) \(open.count == 1 ? "is" : "are") here,"
      + " \(list(wanted)) \(wanted.count == 1 ? "is" : "are") missing"
  }

  /// Takes a text: nothing comes of a part while others are missing.
  package mutating func take(_ text: [UInt8]) -> [Piece] {
    if text.first == UInt8(ascii: "{"), RecognisedText(text) == .foreign(.shc) {
      let cards = SmartHealthCardFile.cards(text)
      if !cards.isEmpty { return cards.map { .text($0) } }
    }
    // What is wrong with a part that is none, its format says.
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

  /// The end, or a pause so long that nothing more will come: a card that is not whole is undecided.
  package mutating func finish() -> [Piece] {
    defer { open = [:] }
    guard isWaiting, !isRepetition else { return [] }
    return [.verdict(.undecided(.missingChunk, detail: progress, nil), .shc)]
  }

  /// Whether what is open are only parts of the card that was whole last.
  private var isRepetition: Bool {
    last.count == count && open.allSatisfy { last[$0.key] == $0.value }
  }

  private mutating func contradiction(_ detail: String) -> Piece {
    open = [:]
    return .verdict(.forged(.badChunk, detail: detail), .shc)
  }
}
