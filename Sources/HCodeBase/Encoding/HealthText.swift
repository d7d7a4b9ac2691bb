/// What the texts of a code may hold (docs/format.md §3, `text`).
package enum HealthText {
  /// What is wrong with a text, for the person who wrote it; nil when nothing is.
  package static func fault(in text: String, maximumBytes: Int) -> String? {
    if text.isEmpty { return "is empty" }
    if text.utf8.count > maximumBytes {
      return "has \(text.utf8.count) bytes of UTF-8, more than \(maximumBytes)"
    }
    if text.utf8.first == 0x20 || text.utf8.last == 0x20 { return "begins or ends with a space" }
    for scalar in text.unicodeScalars where isForbidden(scalar) {
      return "holds the forbidden character " + number(scalar)
    }
    return isVisible(text) ? nil : "shows nothing"
  }

  /// The most code points of a name, and the most bytes: three for each, which all living scripts need at most.
  package static let nameCharacters = 96
  package static let nameBytes = 3 * nameCharacters

  /// What is wrong with a name: as `fault(in:maximumBytes:)`, with room for 96 code points of every script.
  package static func fault(inName text: String) -> String? {
    let count = text.unicodeScalars.count
    guard count <= nameCharacters else {
      return "has \(count) characters, more than \(nameCharacters)"
    }
    return fault(in: text, maximumBytes: nameBytes)
  }

  /// What is wrong with a name that is to be signed: as for one that is read; and it shows something that every reader's Unicode has.
  package static func fault(inNewName text: String) -> String? {
    fault(inName: text) ?? (showsSomething(text) ? nil : "shows nothing")
  }

  /// Whether a text has a character to see: one that is neither White_Space nor Default_Ignorable_Code_Point (Unicode), nor one of the two that are blank and have
  /// neither property. Codes that are read are held to this rule, because it is the same in every version of Unicode.
  static func isVisible(_ text: String) -> Bool {
    text.unicodeScalars.contains { scalar in
      if (0x21...0x7E).contains(scalar.value) { return true }
      let properties = scalar.properties
      return !properties.isWhitespace && !properties.isDefaultIgnorableCodePoint
        && scalar.value > 0x7F && !blanks.contains(scalar.value)
    }
  }

  private static let blanks: [UInt32] = [0x2800, 0x1D159]

  /// Whether a text has a character that is seen by itself: a letter, a number, punctuation or a symbol that Unicode has.
  package static func showsSomething(_ text: String) -> Bool {
    text.unicodeScalars.contains(where: shows)
  }

  private static func shows(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return (0x21...0x7E).contains(scalar.value) }
    let properties = scalar.properties
    switch properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .nonspacingMark, .spacingMark,
      .enclosingMark, .spaceSeparator, .lineSeparator, .paragraphSeparator:
      return false
    default:
      return !properties.isDefaultIgnorableCodePoint && !blanks.contains(scalar.value)
    }
  }

  /// A character for a message: itself, or its number where it shows nothing by itself.
  package static func spelled(_ character: Character) -> String {
    showsSomething(String(character))
      ? String(character) : character.unicodeScalars.map(number).joined(separator: " ")
  }

  private static func number(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  /// Controls, line ends, what turns the reading direction, and what cannot be seen: characters with which a text could
  /// pretend to be another. The joiners U+200C and U+200D stay, since Persian and Indian names need them.
  package static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x00...0x1F, 0x7F...0x9F, 0x061C, 0x200B, 0x200E, 0x200F, 0x2028...0x202E, 0x2060...0x206F,
      0xFEFF, 0xFFF9...0xFFFB, 0xE0000...0xE007F:
      true
    default: false
    }
  }
}
