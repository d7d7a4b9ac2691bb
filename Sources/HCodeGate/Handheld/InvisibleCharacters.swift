/// The characters of Unicode that programs and people put around a text, or into it, and that no format of a scanner's has.
enum InvisibleCharacters {
  /// A text with plain blanks and hyphens for the others of Unicode, such as U+00A0 and the dashes of word processors.
  static func withPlainBlanksAndHyphens(_ text: [UInt8]) -> [UInt8] {
    replaced(text) { scalar in
      switch scalar.properties.generalCategory {
      case .spaceSeparator: " "
      case .dashPunctuation: "-"
      default: scalar == "\u{2212}" ? "-" : scalar
      }
    }
  }

  /// A text without the characters that format and show nothing: soft hyphens, zero-width ones, marks of direction.
  static func without(_ text: [UInt8]) -> [UInt8] {
    replaced(text) { $0.properties.generalCategory == .format ? nil : $0 }
  }

  private static func replaced(
    _ text: [UInt8], _ change: (Unicode.Scalar) -> Unicode.Scalar?
  ) -> [UInt8] {
    guard text.contains(where: { $0 >= 0x80 }), let string = String(validating: text, as: UTF8.self)
    else { return text }
    var scalars = String.UnicodeScalarView()
    for scalar in string.unicodeScalars {
      if let kept = scalar.isASCII ? scalar : change(scalar) { scalars.append(kept) }
    }
    return Array(String(scalars).utf8)
  }

  /// A text without the quotes, brackets, stops, blanks and invisible characters around it that are not ASCII.
  static func withoutMarks(around text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var rest = text
    while let first = rest.first, first >= 0xC0,
      let scalar = only(rest.prefix(1 + rest.dropFirst().prefix(3).prefix { isInner($0) }.count)),
      isMark(scalar)
    {
      rest = rest.dropFirst(scalar.utf8.count)
    }
    while let last = rest.last, isInner(last) {
      let tail = rest.suffix(1 + rest.reversed().prefix(3).prefix { isInner($0) }.count)
      guard let scalar = only(tail), isMark(scalar) else { break }
      rest = rest.dropLast(tail.count)
    }
    return rest
  }

  private static func only(_ bytes: ArraySlice<UInt8>) -> Unicode.Scalar? {
    String(validating: bytes, as: UTF8.self).flatMap {
      $0.unicodeScalars.count == 1 ? $0.unicodeScalars.first : nil
    }
  }

  /// Whether a byte of UTF-8 goes on with a character.
  private static func isInner(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }

  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    guard !scalar.isASCII else { return false }
    switch scalar.properties.generalCategory {
    case .format, .initialPunctuation, .finalPunctuation, .openPunctuation, .closePunctuation,
      .otherPunctuation, .spaceSeparator, .lineSeparator, .paragraphSeparator:
      return true
    default: return false
    }
  }
}
