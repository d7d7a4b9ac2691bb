/// Translates the help that ArgumentParser made, and breaks its lines. ArgumentParser counts a Chinese character as one column
/// and breaks at spaces only.
struct HelpLayout {
  let texts: HelpTexts
  /// The width of the terminal.
  let columns: Int

  /// A bound for ArgumentParser that leaves each text on one line.
  static let unbroken = 1_000_000
  /// Where ArgumentParser puts what an option does, and what it says at length.
  private static let (textColumn, discussionColumn) = (26, 8)

  /// The translation of a page of help whose lines are unbroken.
  func translation(of page: String) -> String {
    let lines = page.split(separator: "\n", omittingEmptySubsequences: false)
    var (made, isOverview): ([String], Bool) = ([], true)
    for (line, next) in zip(lines, lines.dropFirst() + [""]) {
      let (indent, text) = (Self.indent(line), line.drop { $0 == " " })
      switch indent {
      case 0 where text.hasPrefix("OVERVIEW: "):
        made += broken(texts["OVERVIEW:"] + texts[text.dropFirst(10)])
      case 0 where text.hasPrefix("USAGE: "):
        isOverview = false
        let title = texts["USAGE:"]
        made.append(
          beside(title, placeholders(String(text.dropFirst(7))), at: TextColumns.count(title)))
      case 0: made += broken(texts[text])
      // An example is for copying.
      case _ where isOverview: made.append(String(line))
      case Self.discussionColumn: made += broken(texts[text], at: indent)
      case Self.textColumn: made += broken(described(text), at: indent)
      case _ where text.hasPrefix("See '"):
        let parts = text.split(separator: "'").map(String.init)
        guard parts.count == 3 else { continue }
        made.append(
          "  " + texts["See"] + "'\(placeholders(parts[1]))'" + texts["for detailed help."])
      case _ where Self.indent(next) == Self.textColumn: made.append("  " + labelled(text))
      default:
        let label = "  " + labelled(line.prefix(Self.textColumn).drop { $0 == " " })
        let text = described(line.dropFirst(Self.textColumn))
        made.append(beside(label, text, at: Self.textColumn))
      }
    }
    return made.joined(separator: "\n")
  }

  private static func indent(_ line: Substring) -> Int { line.prefix { $0 == " " }.count }

  private func placeholders(_ usage: String) -> String {
    usage.replacing("<options>", with: "<\(texts["options"])>")
      .replacing("<subcommand>", with: "<\(texts["subcommand"])>")
  }

  /// The names of an option or the name of a subcommand.
  private func labelled(_ text: some StringProtocol) -> String {
    let label = String(text).split(separator: " ").joined(separator: " ")
    return label.hasSuffix(" (default)") ? label.dropLast(10) + texts["(default)"] : label
  }

  /// What an option does, and behind it what ArgumentParser says of its values.
  private func described(_ text: Substring) -> String {
    guard !texts.contains(String(text)),
      let values = text.firstMatch(of: #/ \((?:values: (.+?))?(?:; )?(?:default: (.+))?\)$/#)
    else { return texts[text] }
    let parts = [
      values.1.map { texts["values:"] + $0 }, values.2.map { texts["default:"] + $0 },
    ]
    return texts[text[..<values.range.lowerBound]] + texts["("]
      + parts.compactMap { $0 }.joined(separator: texts[";"]) + texts[")"]
  }

  // MARK: Lines

  /// A label, and a text to its right whose lines begin at that column.
  private func beside(_ label: String, _ text: String, at column: Int) -> String {
    let gap = String(repeating: " ", count: max(0, column - TextColumns.count(label)))
    return label + gap + broken(text, at: column).joined(separator: "\n").drop { $0 == " " }
  }

  /// The text in lines that begin at that column. A line ends at a space, or beside a wide character; none begins with a mark that
  /// closes, or ends with one that opens.
  private func broken(_ text: String, at column: Int = 0) -> [String] {
    let indent = String(repeating: " ", count: column)
    var (lines, line): ([String], String) = ([], "")
    for piece in Self.pieces(of: text) {
      if !line.isEmpty, column + TextColumns.count(line + piece) > columns {
        lines.append(indent + line)
        line = String(piece.drop { $0 == " " })
      } else {
        line += piece
      }
    }
    return lines + [line.isEmpty ? line : indent + line]
  }

  /// What stays on one line, with the space before it.
  private static func pieces(of text: String) -> [String] {
    var (pieces, piece, before): ([String], String, Character?) = ([], "", nil)
    for character in text {
      if let before, mayBreak(between: before, and: character) {
        pieces.append(piece)
        piece = ""
      }
      piece.append(character)
      before = character
    }
    return pieces + [piece]
  }

  private static func mayBreak(between a: Character, and b: Character) -> Bool {
    if b == " " { return a != " " }
    guard a != " ", !opening.contains(a), !closing.contains(b) else { return false }
    return TextColumns.count(String(a)) == 2 || TextColumns.count(String(b)) == 2
  }

  private static let opening: Set<Character> = ["（", "《", "“", "(", "'", "\""]
  private static let closing: Set<Character> = [
    "，", "。", "、", "；", "：", "？", "！", "）", "》", "”", ",", ".", ";", ":", ")", "'", "\"", "…",
  ]
}
