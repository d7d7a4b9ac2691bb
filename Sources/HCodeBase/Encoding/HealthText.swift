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
      return "holds the forbidden character U+"
        + String(repeating: "0", count: max(0, 4 - String(scalar.value, radix: 16).count))
        + String(scalar.value, radix: 16, uppercase: true)
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

  /// Whether a text has a character to see: one that is neither White_Space nor Default_Ignorable_Code_Point (Unicode), nor one of the two that are blank and have
  /// neither property.
  package static func isVisible(_ text: String) -> Bool {
    text.unicodeScalars.contains { scalar in
      if (0x21...0x7E).contains(scalar.value) { return true }
      let properties = scalar.properties
      return !properties.isWhitespace && !properties.isDefaultIgnorableCodePoint
        && scalar.value > 0x7F && scalar.value != 0x2800 && scalar.value != 0x1D159
    }
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
