package import HCodeBase
import HCodeSystem
package import HCodeTrust

/// The parts of a card that were seen so far, and where and when the last one was.
package struct PartialCards {
  /// Whoever shows nothing more for so long has gone, in milliseconds.
  package static let patience = 30_000

  private var parts = CardAssembler()
  private var source: String?
  private var arrived = MonotonicTime.now

  /// Nothing seen yet.
  package init() {}

  /// Which parts are wanted; nil when none are.
  package var note: String? { parts.isWaiting ? parts.progress : nil }

  /// What is to be judged now that this text has come.
  package mutating func take(
    _ text: [UInt8], part: SymbolPart? = nil, source: String?
  ) -> [CardAssembler.Piece] {
    let pieces = parts.take(text, part: part)
    if parts.isWaiting { (self.source, arrived) = (source, .now) }
    return pieces
  }

  /// What stays incomplete: at the end, or because the rest did not come in time.
  package mutating func finish(onlyLate: Bool) -> (
    source: String?, pieces: [CardAssembler.Piece]
  ) {
    guard parts.isWaiting, !onlyLate || MonotonicTime.now.since(arrived) > Self.patience else {
      return (nil, [])
    }
    return (source, parts.finish())
  }
}
