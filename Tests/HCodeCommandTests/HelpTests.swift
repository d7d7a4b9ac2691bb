import ArgumentParser
import Foundation
import Testing

@testable import hcode

/// The help in other languages, against what the commands say of themselves.
struct HelpTests {
  /// A command, as ArgumentParser describes it to programs.
  struct Description: Decodable {
    struct Argument: Decodable {
      let abstract: String?
      let discussion: String?
      let shouldDisplay: Bool
    }
    let commandName: String
    let abstract: String?
    let discussion: String?
    let arguments: [Argument]?
    let subcommands: [Description]?

    /// Its texts and those of its options, by line.
    var texts: [String] {
      let options = (arguments ?? []).flatMap { [$0.abstract, $0.discussion] }
      return lines(of: [abstract, discussion] + options)
    }

    /// What its page shows.
    var shown: [String] {
      let options = (arguments ?? []).filter(\.shouldDisplay)
        .flatMap { [$0.abstract, $0.discussion] }
      return lines(of: [abstract, discussion] + options)
    }

    /// Examples are the same in every language.
    private func lines(of texts: [String?]) -> [String] {
      texts.flatMap { ($0 ?? "").split(separator: "\n").map(String.init) }
        .filter { !$0.hasPrefix("  ") && $0 != "EXAMPLE" }
    }
  }

  private struct Tool: Decodable { let command: Description }

  private static func tool() throws -> Description {
    var dump = ""
    do { _ = try HCode.parseAsRoot(["--experimental-dump-help"]) } catch {
      dump = HCode.fullMessage(for: error)
    }
    return try JSONDecoder().decode(Tool.self, from: Data(dump.utf8)).command
  }

  private struct Command {
    let type: any ParsableCommand.Type
    let description: Description

    /// It and the commands below it.
    var all: [Command] {
      var all = [self]
      for subcommand in type.configuration.subcommands {
        for description in description.subcommands ?? []
        where description.commandName == subcommand.configuration.commandName {
          all += Command(type: subcommand, description: description).all
        }
      }
      return all
    }
  }

  private static func commands() throws -> [Command] {
    Command(type: HCode.self, description: try tool()).all
  }

  private func page(
    _ command: any ParsableCommand.Type, in texts: HelpTexts, columns: Int = 80
  ) -> String {
    HelpLayout(texts: texts, columns: columns)
      .translation(of: HCode.helpMessage(for: command, columns: HelpLayout.unbroken))
  }

  /// The same, whatever the lines.
  private func squeezed(_ text: some StringProtocol) -> String {
    String(text.filter { !$0.isWhitespace })
  }

  private static let layoutWords: Set<String> = [
    "OVERVIEW:", "USAGE:", "ARGUMENTS:", "OPTIONS:", "SUBCOMMANDS:", "EXAMPLE", "options",
    "subcommand", "See", "for detailed help.", "(default)", "(", ")", "values:", "default:", ";",
  ]

  @Test func `every help text has a Chinese form, and every Chinese form a text`() throws {
    let help = try #require(Chinese().help)
    let commands = try Self.commands()
    #expect(commands.count > 70)
    let texts = Set(commands.flatMap(\.description.texts)).union(Self.layoutWords)
    let translated = help.entries.map(\.english)
    for text in texts.subtracting(translated) { Issue.record("not in Chinese: \(text)") }
    for text in Set(translated).subtracting(texts) { Issue.record("nobody says: \(text)") }
    #expect(translated.count == Set(translated).count)
  }

  /// What a reader types or looks up: options, quoted words, variables, files, numbers, capitals, words with a hyphen.
  private static var kept: Regex<Substring> {
    #/--[a-z][a-z-]*|\$[A-Z_]+|[\w.*-]*[/*_.][\w/*.-]*\w|\d+[a-z]*|[A-Z]{2,}[A-Za-z0-9-]*|[a-z]+(?:-[a-z]+)+/#
  }
  private static var quoted: Regex<(Substring, Substring)> { #/(?:^|[^a-z])('[^']+')(?![a-z])/# }
  /// What has a Chinese word.
  private static let translatable: Set<Substring> = [
    "URL", "URLs", "QR", "EU", "hand-held", "check-in",
  ]

  @Test func `a Chinese form keeps options, files, numbers and commands`() throws {
    for (english, chinese) in try #require(Chinese().help).entries
    where !Self.layoutWords.contains(english) {
      let tokens =
        english.matches(of: Self.kept).map(\.0) + english.matches(of: Self.quoted).map(\.1)
      for token in tokens where !Self.translatable.contains(token) {
        #expect(chinese.contains(token), "\(token) in: \(english)")
      }
      // Nor has it an option that the English has not.
      for match in chinese.matches(of: #/--[a-z][a-z-]*/#) {
        #expect(english.contains(match.0), "\(match.0) in: \(chinese)")
      }
      #expect(chinese.contains(#/\p{Han}/#), "\(chinese)")
    }
  }

  @Test func `a page in Chinese has all that the English page has`() throws {
    let help = try #require(Chinese().help)
    for command in try Self.commands() {
      let page = page(command.type, in: help)
      let squeezedPage = squeezed(page)
      let subcommands = command.type.configuration.subcommands
        .filter { $0.configuration.shouldDisplay }.map { $0.configuration.abstract }
      for text in command.description.shown + subcommands {
        let name = command.description.commandName
        #expect(squeezedPage.contains(squeezed(help[text])), "\(name): \(text)")
      }
      let english = HCode.helpMessage(for: command.type, columns: HelpLayout.unbroken)
      #expect(options(page) == options(english))
    }
  }

  /// The options that a page names, in their order at the beginnings of lines.
  private func options(_ page: String) -> [String] {
    page.split(separator: "\n").compactMap { $0.firstMatch(of: #/^  (?:-\w, )?--[a-z-]+/#) }
      .map { String($0.0) }
  }

  @Test(arguments: [40, 80])
  func `no line of Chinese help is wider than the terminal, or begins with a comma`(columns: Int)
    throws
  {
    let help = try #require(Chinese().help)
    for command in try Self.commands() {
      let page = page(command.type, in: help, columns: columns)
      let lines = page.split(separator: "\n")
      for line in lines.map({ $0.trimmingPrefix { $0 == " " } }) {
        #expect(line.first.map { "，。、；：？！）》".contains($0) } != true, "\(line)")
        #expect(line.last.map { "（《".contains($0) } != true, "\(line)")
      }
      for line in lines where TextColumns.count(String(line)) > columns {
        // An example is one line, and a word is never broken.
        let words = line.split(separator: " ")
        let isExample = line.hasPrefix("  ") && !line.hasPrefix("   ")
        #expect(isExample || words.count == 1, "\(line)")
      }
    }
  }

  @Test(arguments: [
    ("绿码，黄码。", 8, "绿码，黄\n码。"), ("绿码，黄码。", 5, "绿\n码，\n黄\n码。"),
    ("用 --key 签名", 8, "用 --key\n签名"), ("（见 docs/log.md）", 6, "（见\ndocs/log.md）"),
  ])
  func `a line ends between Chinese characters, and at spaces`(
    text: String, columns: Int, lines: String
  ) {
    #expect(HelpLayout(texts: HelpTexts([]), columns: columns).translation(of: text) == lines)
  }

  @Test func `values and defaults are said in Chinese`() throws {
    let layout = HelpLayout(texts: try #require(Chinese().help), columns: 80)
    let option = "  --level <level>         Overwrite. (values: a, b; default: a)"
    #expect(
      layout.translation(of: "USAGE: x\n" + option).hasSuffix(
        "  --level <level>         覆盖。（可选值：a, b；默认值：a）"))
  }
}
