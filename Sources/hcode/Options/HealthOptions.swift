import HCodeSystem
import HCodeTrust
import ArgumentParser
import HCodeBase
import HCodeCore
import HCodeRegistry

/// What a code shall state, as options.
struct HealthOptions: ParsableArguments {
  @Option(
    name: .long, help: ArgumentHelp("green, yellow or red.", valueName: "colour"),
    completion: .list(HealthStatus.allCases.map(\.description)),
    transform: Self.status)
  var status: HealthStatus

  @Option(
    name: .long,
    help: ArgumentHelp(
      "How long the code is valid: 90m, 24h, 14d. A desk has a default for each colour.",
      valueName: "time"))
  var valid: Duration?

  @Option(
    name: .long, help: ArgumentHelp("Valid only from this time on (RFC 3339).", valueName: "time"),
    transform: Timestamp.option)
  var notBefore: Timestamp?

  @Option(name: .long, help: ArgumentHelp("The name as the holder writes it.", valueName: "name"))
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
      "For green: what the holder is, at most three, such as freight-crossing or health-worker; an issuer's own is a number from 128 to 255. May be repeated.",
      valueName: "category"),
    completion: .list(HolderCategory.list))
  var category: [String] = []

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
    name: .customLong("itinerary"),
    help: ArgumentHelp(
      "Where the holder was in the days before: how many days, and who says so (declared, registered, network): 14d:registered. Takes --stay.",
      valueName: "days:source"))
  var itineraries: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp(
      "An area of the itinerary (ISO 3166; for China the digits of GB/T 2260, no finer than a county), and the day on which it was left: CN-410105, CN-110101:2026-11-20. May be repeated, up to 8 times.",
      valueName: "area[:date]"))
  var stay: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Why, for yellow and red: \(StatusReason.allCases.map(\.word).joined(separator: ", ")).",
      valueName: "reason"),
    completion: .list(StatusReason.allCases.map(\.word)),
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
      """
      The code's index under this key, from 'hcode registry allocate' or your own list. Without it and --registry the index is drawn \
      at random.
      """,
      valueName: "n"))
  var index: UInt32?

  static func status(_ text: String) throws -> HealthStatus {
    guard let status = HealthStatus(word: CellWords.word(text)) else {
      throw ValidationError(.notAColour)
    }
    return status
  }

  static func statusReason(_ text: String) throws -> StatusReason {
    guard let reason = StatusReason(word: CellWords.word(text)) else {
      throw ValidationError(.notAReason)
    }
    return reason
  }

  func validate() throws {
    guard itineraries.count < 2 else { throw ValidationError(.twice("--itinerary")) }
  }

  /// The claims, checked by the rules that a verifier goes by.
  func claims(
    issuer: IssuerIdentifier, valid seconds: Int64, codeIndex: UInt32, at now: Timestamp
  ) throws -> HealthClaims {
    let texts =
      [name, latinName, documentTail, authority].compactMap { $0 } + itineraries
      + EvidenceFamily.allCases.flatMap(texts) + stay
    guard !texts.contains(where: FileName.holdsRawBytes) else {
      throw OptionError.textNotUTF8
    }
    do {
      return try HealthClaims(
        issuer: issuer, issuedAt: now, notBefore: notBefore,
        expires: now.advanced(bySeconds: seconds),
        codeIndex: codeIndex, status: status, holder: try holder(),
        evidence: try evidence(issuedAt: now), justification: try justification(),
        categories: try CategoryWords.list(category) ?? []
      ).checkedForIssue()
    } catch let malformed as MalformedCode {
      throw OptionError.claims(malformed)
    }
  }

  private func holder() throws -> Holder? {
    guard name != nil || latinName != nil || birthDate != nil || documentTail != nil else {
      return nil
    }
    let date = try birthDate.map { text in
      let day = CellWords.day(text) ?? text
      guard let date = BirthDate(iso8601: day) else { throw OptionError.ofBirthDate(day) }
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

  /// What the family's option says.
  private func texts(of family: EvidenceFamily) -> [String] {
    switch family {
    case .test: test
    case .vaccination: vaccination
    case .recovery: recovery
    case .itinerary: []
    }
  }

  private func evidence(issuedAt now: Timestamp) throws -> [Evidence] {
    try EvidenceFamily.allCases.flatMap { family in
      try texts(of: family).map { try EvidenceOption.evidence($0, of: family, issuedAt: now) }
    } + (try stated(itineraries.first, endingAt: now))
  }

  private func stated(_ window: String?, endingAt now: Timestamp) throws -> [Evidence] {
    guard window != nil || !stay.isEmpty else { return [] }
    guard let window, !stay.isEmpty, let age = EvidenceAge(minutes: 0) else {
      throw OptionError.itineraryWithoutStays
    }
    do {
      return [.itinerary(try .read(window: window, stays: stay, endingAt: now), age: age)]
    } catch let fault as Itinerary.TextFault { throw OptionError.itinerary(fault) }
  }
}
