import HCodeBase
import HCodeCore

/// How fingerprints, lengths of time, days and counts are written, in every language.
enum Spelling {
  /// 64 digits as people read them aloud.
  static func grouped(_ fingerprint: String) -> String {
    let digits = Array(fingerprint)
    return stride(from: 0, to: digits.count, by: 8)
      .map { String(digits[$0..<min($0 + 8, digits.count)]) }.joined(separator: " ")
  }

  /// The greatest age of evidence, as options write it. Tests are spoken of in hours: 72h, not 3d.
  static func age(minutes: UInt64) -> String {
    minutes % 60 == 0 && minutes < 7 * 1440 ? "\(minutes / 60)h" : span(minutes * 60)
  }

  /// A length of time that a file states, whatever it is.
  static func span(_ seconds: UInt64) -> String {
    seconds % 60 == 0 ? DurationText.text(seconds: Int64(clamping: seconds)) : "\(seconds) s"
  }

  /// A day of the calendar, by its number since 1970-01-01.
  static func day(_ day: Int64) -> String {
    Timestamp(seconds: day * 86_400).map { String($0.rfc3339.prefix(10)) } ?? ""
  }

  /// The four most frequent reasons, each by that word.
  static func list(
    _ counts: [ActReason?: Int], _ word: (ActReason?) -> String, separator: String
  ) -> String {
    sorted(counts).prefix(4).map { "\(word($0.0)) \($0.1)" }.joined(separator: separator)
  }

  /// The four busiest officers.
  static func list(_ counts: [LogOfficer: Int], separator: String) -> String {
    counts.sorted {
      (-$0.value, $0.key.name.description, $0.key.keyIdentifier.bytes.description)
        < (-$1.value, $1.key.name.description, $1.key.keyIdentifier.bytes.description)
    }
    .prefix(4).map { "\($0.key.name) \($0.value)" }.joined(separator: separator)
  }

  /// Counts, the highest first.
  static func sorted(_ counts: [ActReason?: Int]) -> [(ActReason?, Int)] {
    counts.sorted { (-$0.value, $0.key?.word ?? "hidden") < (-$1.value, $1.key?.word ?? "hidden") }
      .map { ($0.key, $0.value) }
  }
}
