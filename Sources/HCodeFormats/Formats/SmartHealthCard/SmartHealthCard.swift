package import HCodeBase

/// SMART Health Cards, framework 1.x (spec.smarthealth.cards): a JWS with a bundle of FHIR resources, in a symbol as digits.
enum SmartHealthCard: ForeignFormat {
  private static let prefix = Array("shc:/".utf8)
  /// The most characters of a text: a file may hold more than a symbol.
  static let maximumCharacters = 1 << 20

  /// Whether a text is of this format: a symbol's or a bare JWS. A prefix in capitals or without its slash is a damaged card.
  static func isOne(_ text: [UInt8]) -> Bool {
    if text.starts(with: "eyJ".utf8) { return text.contains(UInt8(ascii: ".")) }
    return text.prefix(4).map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
      .elementsEqual("shc:".utf8)
  }

  static func decode(_ text: [UInt8]) throws(ForeignFailure) -> any UnverifiedForeignCertificate {
    guard text.count <= maximumCharacters else {
      throw .forged(.textTooLong, "\(text.count) characters, more than \(maximumCharacters)")
    }
    if text.starts(with: "eyJ".utf8) { return try UnverifiedSmartHealthCard(text[...]) }
    guard text.first != UInt8(ascii: "{") else {
      throw .forged(.malformedStructure, "a file of cards that holds none, or is damaged")
    }
    guard text.starts(with: prefix) else {
      throw .forged(.malformedPrefix, "it does not begin with shc:/ to the letter")
    }
    if let part = try ForeignFailure.malformed({ () throws(MalformedCode) in
      try SmartHealthCardPart(text)
    }), part.count > 1 {
      throw .undecided(.missingChunk, detail: "part \(part.number) of \(part.count) alone")
    }
    let jws = try ForeignFailure.malformed { () throws(MalformedCode) in
      try characters(SmartHealthCardPart.digits(text))
    }
    return try UnverifiedSmartHealthCard(jws[...])
  }

  /// The characters that pairs of digits stand for: each pair is a character's code less 45.
  static func characters(_ digits: ArraySlice<UInt8>) throws(MalformedCode) -> [UInt8] {
    guard !digits.isEmpty, digits.count.isMultiple(of: 2) else {
      throw MalformedCode(.malformedEncoding, "\(digits.count) digits, which are no pairs")
    }
    var characters: [UInt8] = []
    characters.reserveCapacity(digits.count / 2)
    var tens: UInt8?
    for digit in digits {
      guard (0x30...0x39).contains(digit) else {
        throw MalformedCode(.malformedEncoding, "something that is no digit after the prefix")
      }
      guard let first = tens else {
        tens = digit - 0x30
        continue
      }
      let pair = first * 10 + digit - 0x30
      guard pair <= 77 else {
        throw MalformedCode(.malformedEncoding, "the pair \(pair), which no character has")
      }
      characters.append(pair + 45)
      tens = nil
    }
    return characters
  }
}

/// One of the symbols over which a card is spread: `shc:/2/3/` and digits.
package struct SmartHealthCardPart: Equatable {
  /// Which one, from 1.
  package let number: Int
  /// Of how many.
  package let count: Int
  /// What stands in it.
  package let digits: ArraySlice<UInt8>

  /// Reads a symbol's text; nil when it is a whole card.
  package init?(_ text: [UInt8]) throws(MalformedCode) {
    let parts = text.dropFirst(5).split(
      separator: UInt8(ascii: "/"), maxSplits: 2, omittingEmptySubsequences: false)
    guard text.starts(with: "shc:/".utf8), parts.count > 1 else { return nil }
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

/// A `.smart-health-card` file: cards that their holder downloaded, each a JWS.
package enum SmartHealthCardFile {
  /// The texts of its cards; none when it is no such file, or a member that should be a card is none.
  package static func cards(_ text: [UInt8]) -> [[UInt8]] {
    guard text.count <= SmartHealthCard.maximumCharacters,
      let elements = (try? JSONValue(text))?.object?["verifiableCredential"]?.array
    else { return [] }
    let cards = elements.compactMap(\.string).map { Array($0.utf8) }
    return cards.count == elements.count ? cards : []
  }
}
