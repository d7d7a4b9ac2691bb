import HCodeSystem
import HCodeBase
import ArgumentParser

/// A language of the texts for people: its tag, and its catalogue.
struct Language: Sendable {
  /// The tag of BCP 47 by which trust lists and rules give names and descriptions.
  let tag: String
  let texts: any Catalogue

  static let english = Language(tag: "en", texts: English())
  static let chinese = Language(tag: "zh", texts: Chinese())

  /// The languages to choose from. A new one is a catalogue in a file of its own, and its line here.
  static let all = [english, chinese]

  /// The languages that stand side by side on cards and labels, in this order: who holds one up does not know who reads it.
  static let onPaper = [chinese, english]

  init(tag: String, texts: any Catalogue) {
    self.tag = tag
    self.texts = texts
  }

  /// The language of a tag of BCP 47 (`zh`, `zh-CN`) or a POSIX locale (`zh_CN.UTF-8`, `C`); nil when there are no texts in it.
  ///
  /// What is more special than a language here gets the language: `zh-Hant-TW` is `zh` (RFC 4647 §3.4).
  init?(_ name: String) {
    let locale = name.prefix { $0 != "." && $0 != "@" }
    if locale == "C" || locale == "POSIX" {
      self = .english
      return
    }
    let subtags = Self.subtags(locale)
    guard
      subtags.allSatisfy({ subtag in
        (1...8).contains(subtag.utf8.count)
          && subtag.utf8.allSatisfy {
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
              || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
          }
      }),
      let language = Self.all.filter({ subtags.starts(with: Self.subtags($0.tag)) })
        .max(by: { $0.tag.utf8.count < $1.tag.utf8.count })
    else { return nil }
    self = language
  }

  private static func subtags(_ tag: some StringProtocol) -> [Substring] {
    tag.lowercased()[...].split(omittingEmptySubsequences: false) { $0 == "-" || $0 == "_" }
  }

  /// What the locale of the process asks for. The first variable that is set decides, as POSIX has it; English where it names
  /// no language of ours.
  static var ofEnvironment: Language {
    let locale = Environment["LC_ALL"] ?? Environment["LC_MESSAGES"] ?? Environment["LANG"]
    return locale.flatMap { Language($0) } ?? .english
  }
}

extension Language: ExpressibleByArgument {
  init?(argument: String) { self.init(argument) }

  var defaultValueDescription: String { tag }

  static var allValueStrings: [String] { all.map(\.tag) }
}
