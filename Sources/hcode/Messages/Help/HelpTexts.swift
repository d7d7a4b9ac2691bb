/// The help texts of a language other than English, each found by its English text, as gettext does it.
struct HelpTexts {
  /// English texts and their translations, in the order of the tables.
  let entries: [(english: String, translation: String)]
  private let translations: [String: String]

  /// Reads tables, in which an English text is a line, its translation the next, and a blank line follows.
  init(_ tables: [String]) {
    entries = tables.flatMap { table in
      let lines = table.split(separator: "\n")
      return stride(from: 0, to: lines.count - 1, by: 2).map {
        (String(lines[$0]), String(lines[$0 + 1]))
      }
    }
    translations = Dictionary(entries.map { ($0.english, $0.translation) }) { first, _ in first }
  }

  /// The translation of a text; the text itself where there is none.
  subscript(english: some StringProtocol) -> String {
    translations[String(english)] ?? String(english)
  }

  func contains(_ english: String) -> Bool { translations[english] != nil }
}
