import HCodeSystem
import HCodeTrust
import ArgumentParser
import HCodeBase
import HCodeCore

/// What a code shall state, as options.
struct HealthOptions: ParsableArguments {
  @Option(
    name: .long, help: ArgumentHelp("green, yellow or red.", valueName: "colour"),
    transform: Self.status)
  var status: HealthStatus

  @Option(
    name: .long, help: ArgumentHelp("How long it is valid: 90m, 24h, 14d.", valueName: "time"))
  var valid: Duration

  @Option(
    name: .long, help: ArgumentHelp("Valid only from this time on (RFC 3339).", valueName: "time"),
    transform: Timestamp.option)
  var notBefore: Timestamp?

  @Option(name: .long, help: ArgumentHelp("The name as its bearer writes it.", valueName: "name"))
  var name: String?

  @Option(name: .long, help: ArgumentHelp("The name in Latin letters.", valueName: "name"))
  var latinName: String?

  @Option(name: .long, help: ArgumentHelp("1985-03-07, 1985-03 or 1985.", valueName: "date"))
  var birthDate: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The last characters of the identity document, at most 8.", valueName: "text"))
  var documentTail: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "A test: pcr, antigen or antibody; negative, positive or undetermined; when; where. May be repeated.",
      valueName: "kind:result:time[:place]"))
  var test: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp(
      "A vaccination: dose of doses, date, where, product.",
      valueName: "dose/of:date[:place[:product]]"))
  var vaccination: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp(
      "A recovery: date of the first positive test, where.", valueName: "date[:place]"))
  var recovery: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Why, for yellow and red: \(StatusReason.allCases.map(\.word).joined(separator: ", ")).",
      valueName: "reason"),
    transform: Self.statusReason)
  var reason: StatusReason?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The legal authority or order number, for yellow and red.", valueName: "text"))
  var authority: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The code's index under this key, from 'hcode registry allocate' or a list of one's own; without it and --registry drawn at random.",
      valueName: "n"))
  var index: UInt32?

  static func status(_ text: String) throws -> HealthStatus {
    guard let status = HealthStatus(word: text) else {
      throw ValidationError(.notAColour)
    }
    return status
  }

  static func statusReason(_ text: String) throws -> StatusReason {
    guard let reason = StatusReason(word: text) else {
      throw ValidationError(.notAReason)
    }
    return reason
  }

  /// The claims, checked by the rules that a verifier goes by.
  func claims(
    issuer: IssuerIdentifier, codeIndex: UInt32, at now: Timestamp
  ) throws -> HealthClaims {
    let texts =
      [name, latinName, documentTail, authority].compactMap { $0 } + test + vaccination + recovery
    guard !texts.contains(where: FileName.holdsRawBytes) else {
      throw OptionError.textNotUTF8
    }
    do {
      return try HealthClaims(
        issuer: issuer, issuedAt: now, notBefore: notBefore,
        expires: now.advanced(bySeconds: valid.seconds),
        codeIndex: codeIndex, status: status, holder: try holder(),
        evidence: try evidence(issuedAt: now), justification: try justification())
    } catch let malformed as MalformedCode {
      throw OptionError.claims(malformed)
    }
  }

  private func holder() throws -> Holder? {
    guard name != nil || latinName != nil || birthDate != nil || documentTail != nil else {
      return nil
    }
    let date = try birthDate.map { text in
      guard let date = BirthDate(iso8601: text) else {
        throw OptionError.birthDate
      }
      return date
    }
    return try Holder(
      name: name, latinName: latinName, birthDate: date, documentTail: documentTail?.uppercased())
  }

  private func justification() throws -> Justification? {
    guard reason != nil || authority != nil else { return nil }
    guard let reason, let authority else {
      throw OptionError.justification
    }
    return try Justification(reason: reason, authority: authority)
  }

  private func evidence(issuedAt now: Timestamp) throws -> [Evidence] {
    try test.map { try EvidenceOption.test($0, issuedAt: now) }
      + vaccination.map { try EvidenceOption.vaccination($0, issuedAt: now) }
      + recovery.map { try EvidenceOption.recovery($0, issuedAt: now) }
  }
}

/// The colon-separated forms of evidence.
enum EvidenceOption {
  static func test(_ text: String, issuedAt: Timestamp) throws -> Evidence {
    let parts = text.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3,
      let kind = Evidence.TestKind.allCases.first(where: { $0.word == parts[0] }),
      let result = Evidence.TestResult.allCases.first(where: { $0.word == parts[1] })
    else { throw OptionError.test }
    // The time has colons of its own, so it is taken by its length: with Z, or with an offset.
    for length in [20, 25] where parts[2].count >= length {
      guard let time = Timestamp(rfc3339: parts[2].prefix(length)) else { continue }
      let rest = parts[2].dropFirst(length)
      guard rest.isEmpty || rest.first == ":" else { continue }
      return .test(
        kind, result: result, age: try age(of: time, issuedAt: issuedAt),
        place: rest.isEmpty ? nil : String(rest.dropFirst()), product: nil)
    }
    throw OptionError.test
  }

  static func vaccination(_ text: String, issuedAt: Timestamp) throws -> Evidence {
    let parts = text.split(separator: ":", maxSplits: 3, omittingEmptySubsequences: false)
    let doses =
      parts.first?.split(separator: "/", omittingEmptySubsequences: false).map { UInt64($0) } ?? []
    guard parts.count >= 2, doses.count == 2, let dose = doses[0], let of = doses[1],
      let time = day(parts[1])
    else {
      throw OptionError.vaccination
    }
    return .vaccination(
      dose: dose, of: of, age: try age(of: time, issuedAt: issuedAt),
      place: parts.count > 2 ? String(parts[2]) : nil,
      product: parts.count > 3 ? String(parts[3]) : nil)
  }

  static func recovery(_ text: String, issuedAt: Timestamp) throws -> Evidence {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = parts.first, let time = day(first) else {
      throw OptionError.recovery
    }
    return .recovery(
      age: try age(of: time, issuedAt: issuedAt), place: parts.count > 1 ? String(parts[1]) : nil)
  }

  private static func day(_ text: Substring) -> Timestamp? {
    CalendarDate(iso8601: text).flatMap { Timestamp(rfc3339: $0.iso8601 + "T00:00:00Z") }
  }

  private static func age(of time: Timestamp, issuedAt: Timestamp) throws -> EvidenceAge {
    guard let age = EvidenceAge(of: time, issuedAt: issuedAt) else {
      throw OptionError.evidenceAfterIssue(time)
    }
    return age
  }
}
