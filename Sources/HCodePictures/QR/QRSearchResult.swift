package import HCodeBase

/// What was read in a picture, and whether it was searched to the end.
package struct QRSearchResult: Equatable, Sendable {
  /// What one symbol says.
  package struct Code: Hashable, Sendable {
    /// Byte for byte as it was encoded.
    package var text: [UInt8]
    /// What the symbol is; nil for a QR code.
    package var symbol: OtherSymbol?
    /// Which part of a message it is, if it is one.
    package var part: SymbolPart?
  }

  /// Each once, from the top left to the bottom right.
  package var codes: [Code]
  /// Whether every attempt was made until none read anything more. False when time or work ran out: another code may be there.
  package var isComplete: Bool

  /// The texts of all QR codes that are a whole message.
  package var texts: [[UInt8]] {
    codes.filter { $0.symbol == nil && $0.part == nil }.map(\.text)
  }
}
