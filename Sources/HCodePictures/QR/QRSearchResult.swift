/// What was read in a picture, and whether it was searched to the end.
package struct QRSearchResult: Equatable, Sendable {
  /// The texts of all codes, byte for byte as they were encoded, each once, from the top left to the bottom right.
  package var texts: [[UInt8]]
  /// Whether every attempt was made until none read anything more. False when time or work ran out: another code may be there.
  package var isComplete: Bool
  /// A symbol of another kind that stands beside the codes. Where there is no code, nobody looked for one.
  package var otherSymbol: OtherSymbol?
}
