import HCodeBase

/// A person's name, to compare with another spelling of it: capitals, points and the order of the parts do not count.
struct PersonName {
  /// A longer one is compared with nothing: names come from strangers.
  private static let maximumBytes = 512

  private let words: [String]

  /// Nil for a text without letters.
  init?(_ text: String) {
    guard text.utf8.count <= Self.maximumBytes else { return nil }
    words = text.lowercased().split { !Self.isPart(of: $0) }.map(String.init)
    if words.isEmpty { return nil }
  }

  private static func isPart(of character: Character) -> Bool {
    character.isLetter || character.isNumber
  }

  private var isLatin: Bool { words.contains { $0.utf8.contains { $0.isASCIILetter } } }

  /// Whether two are one name: the same words in any order, or the same letters when the words are set in another place, as in
  /// `XIAO MING ZHANG` and `ZHANG XIAOMING`.
  private func isSame(as other: PersonName) -> Bool {
    if words.sorted() == other.words.sorted() { return true }
    let joined = other.words.joined()
    return words.indices.contains { (words[$0...] + words[..<$0]).joined() == joined }
  }

  /// Whether any two are one name; nil where all are in different scripts, which nothing here translates.
  static func agree(_ first: [PersonName], _ second: [PersonName]) -> Bool? {
    let pairs = first.flatMap { one in second.map { (one, $0) } }.filter {
      $0.isLatin == $1.isLatin
    }
    return pairs.isEmpty ? nil : pairs.contains { $0.isSame(as: $1) }
  }
}
