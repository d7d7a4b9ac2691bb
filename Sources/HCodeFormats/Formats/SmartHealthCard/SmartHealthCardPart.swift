package import HCodeBase

/// One of the symbols over which a card is spread: `shc:/2/3/` and digits.
package struct SmartHealthCardPart: Equatable {
  /// Which one, from 1.
  package let number: Int
  /// Of how many.
  package let count: Int
  /// The digits in it.
  package let digits: ArraySlice<UInt8>

  /// Reads a symbol's text; nil when it is a whole card.
  package init?(_ text: [UInt8]) throws(MalformedCode) {
    let parts = text.dropFirst(5).split(
      separator: UInt8(ascii: "/"), maxSplits: 2, omittingEmptySubsequences: false)
    guard SmartHealthCard.hasScheme(text), parts.count > 1 else { return nil }
    guard parts.count == 3, let number = Self.number(parts[0]), let count = Self.number(parts[1])
    else { throw MalformedCode(.badChunk, "no numbers of a part behind shc:/") }
    guard number <= count else {
      throw MalformedCode(.badChunk, "part \(number) of \(count)")
    }
    (self.number, self.count, digits) = (number, count, parts[2])
    _ = try SmartHealthCard.characters(digits)
  }

  /// The digits of a text, behind the numbers of a part if it has them.
  static func digits(_ text: [UInt8]) -> ArraySlice<UInt8> {
    let rest = text.dropFirst(5)
    return rest.lastIndex(of: UInt8(ascii: "/")).map { rest[($0 + 1)...] } ?? rest
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    guard (1...2).contains(digits.count), digits.first != UInt8(ascii: "0"),
      digits.allSatisfy({ (0x30...0x39).contains($0) })
    else { return nil }
    return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }
}
