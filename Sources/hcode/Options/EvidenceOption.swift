import HCodeBase
import HCodeCore
import HCodeRegistry

/// The colon-separated forms of evidence in options.
enum EvidenceOption {
  /// Reads one option's text.
  static func evidence(
    _ text: String, of family: EvidenceFamily, issuedAt: Timestamp
  ) throws -> Evidence {
    guard let stated = try statement(text, of: family), family.kinds.contains(stated.kind) else {
      throw OptionError.evidence(family)
    }
    guard let age = EvidenceAge(of: stated.time, issuedAt: issuedAt) else {
      throw OptionError.evidenceAfterIssue(stated.time)
    }
    return Evidence(
      stated.kind, stated.details, age: age, place: stated.place, product: stated.product)
  }

  private struct Statement {
    var kind: EvidenceKind
    var details: Evidence.Details
    var time: Timestamp
    var place: String?
    var product: String?
  }

  private static func statement(_ text: String, of family: EvidenceFamily) throws -> Statement? {
    switch family.shape {
    case .result: try testResult(text, family)
    case .doses: family.onlyKind.flatMap { dose(text, $0) }
    case .timeOnly: family.onlyKind.flatMap { fact(text, $0) }
    // It has two options of its own.
    case .stays: nil
    }
  }

  private static func testResult(
    _ text: String, _ family: EvidenceFamily
  ) throws -> Statement? {
    let parts = text.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, let kind = EvidenceKind(word: CellWords.word(String(parts[0]))),
      let result = Evidence.TestResult.allCases.first(where: {
        $0.word == CellWords.word(String(parts[1]))
      })
    else { return nil }
    // The time has colons of its own and ends with its zone.
    let (time, rest): (Timestamp, Substring)
    do { (time, rest) = try WrittenTime.prefix(of: parts[2]) } catch .notATime { return nil } catch
    {
      throw OptionError.evidenceTime(family, error)
    }
    guard rest.isEmpty || rest.first == ":" else { return nil }
    return Statement(
      kind: kind, details: .result(result), time: time,
      place: rest.isEmpty ? nil : String(rest.dropFirst()))
  }

  private static func dose(_ text: String, _ kind: EvidenceKind) -> Statement? {
    let parts = text.split(separator: ":", maxSplits: 3, omittingEmptySubsequences: false)
    let doses =
      parts.first?.split(separator: "/", omittingEmptySubsequences: false).map { UInt64($0) } ?? []
    guard parts.count >= 2, doses.count == 2, let dose = doses[0], let of = doses[1],
      let time = day(parts[1])
    else { return nil }
    return Statement(
      kind: kind, details: .doses(dose, of: of), time: time,
      place: parts.count > 2 ? String(parts[2]) : nil,
      product: parts.count > 3 ? String(parts[3]) : nil)
  }

  private static func fact(_ text: String, _ kind: EvidenceKind) -> Statement? {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = parts.first, let time = day(first) else { return nil }
    return Statement(
      kind: kind, details: .timeOnly, time: time, place: parts.count > 1 ? String(parts[1]) : nil)
  }

  private static func day(_ text: Substring) -> Timestamp? {
    CalendarDate(iso8601: CellWords.day(String(text)) ?? String(text)).flatMap {
      Timestamp(rfc3339: $0.iso8601 + "T00:00:00Z")
    }
  }
}
