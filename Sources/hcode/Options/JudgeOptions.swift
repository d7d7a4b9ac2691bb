import ArgumentParser
import Glibc
import HCodeCore

extension Timestamp {
  /// The value of an option.
  static func option(_ text: String) throws -> Timestamp {
    guard let time = Timestamp(rfc3339: text) else {
      throw ValidationError(
        "takes a time such as 2026-11-24T08:00:00Z or 2026-11-24T16:00:00+08:00.")
    }
    return time
  }

  /// The system's clock, UTC.
  static func now() throws -> Timestamp {
    guard let now = Timestamp(seconds: Int64(time(nil))) else {
      throw OptionError.clock
    }
    return now
  }
}

/// `--at`: the time to judge by.
struct ClockOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "Judge as of this time (RFC 3339, such as 2026-11-24T08:00:00Z) instead of the clock's.",
      valueName: "time"),
    transform: Timestamp.option)
  var at: Timestamp?

  func time() throws -> Timestamp { try at ?? Timestamp.now() }
}

/// How verdicts are told.
struct OutputOptions: ParsableArguments {
  @Flag(name: .long, help: "One JSON object a line, for programs (docs/json.md).")
  var json = false

  @Flag(name: [.short, .long], help: "Print nothing; the exit status is the answer.")
  var quiet = false

  @Option(
    name: .long,
    help: ArgumentHelp("zh or en; by default from LC_ALL, LC_MESSAGES or LANG.", valueName: "lang"))
  var lang: Language?

  var language: Language { lang ?? Language.ofEnvironment }

  var style: ReportStyle { ReportStyle(json: json, quiet: quiet, language: language) }
}

/// The languages of the text for people.
enum Language: String, ExpressibleByArgument, CaseIterable {
  case en
  case zh

  static var ofEnvironment: Language {
    for name in ["LC_ALL", "LC_MESSAGES", "LANG"] {
      if let value = Environment[name] { return value.hasPrefix("zh") ? .zh : .en }
    }
    return .en
  }
}
