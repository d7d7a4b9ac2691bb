import HCodeBase

/// SMART Health Cards, framework 1.x (spec.smarthealth.cards): a JWS with a bundle of FHIR resources, in a symbol as digits.
enum SmartHealthCard: ForeignFormat {
  /// Whether a text begins with `shc:/`. The scheme of a URI may be in capitals (RFC 3986 §3.1), and symbols with capitals are smaller.
  static func hasScheme(_ text: [UInt8]) -> Bool {
    text.prefix(5).map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }.elementsEqual("shc:/".utf8)
  }

  /// The most characters of a text: a file may hold more than a symbol.
  static let maximumCharacters = 1 << 20

  /// A symbol's text, a bare JWS, or a file of cards. A prefix without its slash is a damaged card.
  static func match(_ text: [UInt8]) -> TextMatch? {
    let isJWS = text.starts(with: "eyJ".utf8) && text.contains(UInt8(ascii: "."))
    let isSymbol = text.prefix(4).map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
      .elementsEqual("shc:".utf8)
    if isJWS || isSymbol { return .beginning }
    return RecognisedText.isJSON(text, naming: "\"verifiableCredential\"") ? .shape : nil
  }

  static func decode(_ text: [UInt8]) throws(ForeignFailure) -> any UnverifiedForeignCertificate {
    guard text.count <= maximumCharacters else {
      throw .forged(.textTooLong, "\(text.count) characters, more than \(maximumCharacters)")
    }
    if text.starts(with: "eyJ".utf8) { return try UnverifiedSmartHealthCard(text[...]) }
    guard text.first != UInt8(ascii: "{") else {
      throw .forged(.malformedStructure, "a file of cards that holds none, or is damaged")
    }
    guard hasScheme(text) else {
      throw .forged(.malformedPrefix, "it does not begin with shc:/")
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
