@_spi(_Unicode) import Swift
import HCodeBase

/// A person's name, to compare with another spelling of it: capitals, points and the order of the parts do not count.
struct PersonName {
  /// A longer one is compared with nothing: names come from strangers.
  private static let maximumBytes = 512

  /// How two names compare.
  enum Likeness {
    case same
    /// They differ in accents only, or in where one word ends and the next begins.
    case alike
    case different
  }

  private enum Script: Hashable {
    case latin, greek, cyrillic, arabic, han, kana, hangul
    case other(UInt32)

    init(_ letter: Unicode.Scalar) {
      switch letter.value {
      case 0x41...0x24F, 0x1E00...0x1EFF, 0xFF21...0xFF5A: self = .latin
      case 0x370...0x3FF, 0x1F00...0x1FFF: self = .greek
      case 0x400...0x52F: self = .cyrillic
      case 0x600...0x6FF, 0x750...0x77F, 0xFB50...0xFDFF, 0xFE70...0xFEFF: self = .arabic
      case 0x3040...0x30FF, 0xFF66...0xFF9F: self = .kana
      case 0x1100...0x11FF, 0x3130...0x318F, 0xAC00...0xD7AF: self = .hangul
      case 0x3400...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF: self = .han
      default: self = .other(letter.value >> 8)
      }
    }
  }

  private let words: [String]
  private let scripts: Set<Script>

  /// Nil for a text without letters, and for initials alone.
  init?(_ text: String) {
    guard text.utf8.count <= Self.maximumBytes else { return nil }
    words = Self.folded(text).split { !$0.isLetter && !$0.isNumber }.map(String.init)
    scripts = Set(
      words.joined().unicodeScalars.filter(\.properties.isAlphabetic).map(Script.init))
    let isInitials = scripts == [.latin] && words.allSatisfy { $0.count == 1 }
    if scripts.isEmpty || isInitials { return nil }
  }

  /// Small letters, of which some have two forms; and nothing that is not seen.
  private static func folded(_ text: String) -> String {
    var folded = String.UnicodeScalarView()
    for scalar in text.uppercased().lowercased().unicodeScalars {
      switch scalar {
      case "\u{131}": folded.append("i")
      case "\u{3C2}": folded.append("\u{3C3}")
      case "\u{307}": continue
      case "\u{2019}", "\u{2BC}": folded.append("'")
      default: if scalar.properties.generalCategory != .format { folded.append(scalar) }
      }
    }
    return String(folded)
  }

  /// The same without accents.
  private var plain: PersonName {
    PersonName(words: words.map(Self.withoutMarks), scripts: scripts)
  }

  private init(words: [String], scripts: Set<Script>) {
    (self.words, self.scripts) = (words, scripts)
  }

  private static func withoutMarks(_ word: String) -> String {
    let others: [Unicode.Scalar: String] = [
      "\u{F8}": "o", "\u{142}": "l", "\u{111}": "d", "\u{E6}": "ae", "\u{153}": "oe", "\u{F0}": "d",
      "\u{FE}": "th",
    ]
    var plain = ""
    for character in word {
      // The first scalar of a letter that is taken apart is the letter itself.
      let first = character.decomposed.first ?? " "
      plain += others[first] ?? String(Character(first))
    }
    return plain
  }

  /// Whether two are one name: the same words in any order. Where names have no words, blanks say nothing.
  private func isSame(as other: PersonName) -> Bool {
    words.sorted() == other.words.sorted()
      || !scripts.isDisjoint(with: [.han, .kana, .hangul]) && isSplitOtherwise(from: other)
  }

  /// Whether the letters are the same when the words are set in another place, as in `XIAO MING ZHANG` and `ZHANG XIAOMING`. Two people may
  /// be called so: LI AN and LIAN.
  private func isSplitOtherwise(from other: PersonName) -> Bool {
    let joined = other.words.joined()
    return words.indices.contains { (words[$0...] + words[..<$0]).joined() == joined }
  }

  /// Whether they have a part in common: a word, or a character of a name that has no words.
  private func shares(with other: PersonName) -> Bool {
    let parts = { (name: PersonName) in
      name.scripts.contains(.han)
        ? Set(name.words.joined().map(String.init)) : Set(name.words.filter { $0.count > 1 })
    }
    return !parts(self).isDisjoint(with: parts(other))
  }

  /// How the names of two people compare. Nil where nothing tells: names in different scripts, which nothing here translates, names that share a
  /// part, and names of which one pair is the same and another differs: in Chinese many are written alike in Latin letters.
  static func compare(_ first: [PersonName], _ second: [PersonName]) -> Likeness? {
    let pairs = first.flatMap { one in second.map { (one, $0) } }
      .filter { $0.scripts == $1.scripts }
    guard !pairs.isEmpty else { return nil }
    let same = pairs.filter { $0.isSame(as: $1) }
    let others = pairs.filter { pair in
      !pair.0.isSame(as: pair.1) && !pair.0.isSplitOtherwise(from: pair.1)
        && !same.contains { $0.0.scripts == pair.0.scripts }
    }
    if !same.isEmpty { return others.isEmpty ? .same : nil }
    let plain = pairs.map { ($0.plain, $1.plain) }
    if plain.contains(where: { $0.isSame(as: $1) || $0.isSplitOtherwise(from: $1) }) {
      return .alike
    }
    return plain.contains { $0.shares(with: $1) } ? nil : .different
  }
}

extension Character {
  /// Its scalars, taken apart as far as Unicode does (UAX #15, NFD).
  fileprivate var decomposed: [Unicode.Scalar] {
    String(self)._nfd.map { $0 }
  }
}
