package import HCodeBase

extension RuleSet {
  /// Judges a certificate at that time (docs/rules.md §3).
  ///
  /// It passes only with an acceptance rule that holds: a country without rules for such a certificate has said nothing
  /// about it.
  package func judgement(on subject: RuleSubject, at now: Timestamp) -> RuleJudgement {
    let selected = rules(for: subject, at: now)
    let data = data(for: subject, at: now)
    let results = selected.map { rule in
      var result = RuleResult(
        rule: rule,
        outcome: missing(for: rule, at: now) ?? Self.outcome(of: rule, on: subject, data))
      if result.outcome == .failed, asksForRatings(rule), let areas {
        result.stays = subject.ratedStays(
          by: areas, asksNear: rule.logic.paths.contains { $0.text.contains("near") }, at: now)
      }
      return result
    }
    let failed = results.filter { $0.outcome == .failed }
    let refused = failed.filter { $0.rule.fails == .refused }
    guard refused.isEmpty else { return .failed(refused) }
    let open = results.filter(\.isOpen)
    guard open.isEmpty else { return .open(open) }
    guard failed.isEmpty else { return .cautioned(failed) }
    guard selected.contains(where: { $0.kind == .acceptance }) else {
      return .noApplicableRules(.noRules, detail: whyNone(for: subject, at: now))
    }
    return .passed(results)
  }

  /// Why no acceptance rule counts for a certificate: the condition that the fewest rules meet.
  private func whyNone(for subject: RuleSubject, at now: Timestamp) -> String {
    let place = region.map { "\(country), \($0)," } ?? country
    var left = rules.filter { $0.kind == .acceptance && $0.payload == subject.payload }
    guard !left.isEmpty else {
      return
        "the acceptance rules here are for another format: their Payload is not \(subject.payload.rawValue)"
    }
    let countries = Set(left.map(\.country)).sorted().joined(separator: ", ")
    left = left.filter {
      $0.country == country && ($0.region == nil || $0.region?.lowercased() == region?.lowercased())
    }
    guard !left.isEmpty else {
      return
        "the acceptance rules here are of another country or region: \(countries), and this place is \(place)"
    }
    let types = subject.types.map(\.rawValue).sorted().joined(separator: ", ")
    let all = left
    left = left.filter {
      $0.certificateType == .general || subject.types.contains($0.certificateType)
    }
    guard let first = left.first else {
      let known = Set(all.map(\.certificateType.rawValue)).sorted().joined(separator: ", ")
      return "the acceptance rules of \(place) are for \(known), and this certificate is "
        + (types.isEmpty ? "of no type that rules know" : "of the type \(types)")
    }
    let milliseconds = now.seconds * 1000
    return left.allSatisfy { $0.validTo.milliseconds < milliseconds }
      ? "the acceptance rules of \(place) for such a certificate have ended: \(first.identifier) and others are outside their dates"
      : "the acceptance rules of \(place) for such a certificate have not begun, or have ended: they are outside their dates"
  }

  /// The rules that count for a certificate at that time: of each identifier the newest version.
  package func rules(for subject: RuleSubject, at now: Timestamp) -> [BusinessRule] {
    Self.newest(of: rules.filter { counts($0, at: now) && applies($0, to: subject) })
  }

  /// The rules that count at that time for some certificate.
  package func current(at now: Timestamp) -> [BusinessRule] {
    Self.newest(of: rules.filter { counts($0, at: now) })
  }

  private static func newest(of rules: [BusinessRule]) -> [BusinessRule] {
    var newest: [RuleName: RuleVersion] = [:]
    for rule in rules {
      newest[RuleName(rule)] = max(newest[RuleName(rule)] ?? rule.version, rule.version)
    }
    return rules.filter { newest[RuleName($0)] == $0.version }
  }

  private struct RuleName: Hashable {
    let kind: BusinessRule.Kind
    let country: String
    let region: String?
    let identifier: ExactText

    init(_ rule: BusinessRule) {
      (kind, country, region) = (rule.kind, rule.country, rule.region?.lowercased())
      identifier = ExactText(rule.identifier)
    }
  }

  /// Whether a rule counts here and now.
  private func counts(_ rule: BusinessRule, at now: Timestamp) -> Bool {
    let milliseconds = now.seconds * 1000
    return (rule.kind == .invalidation || rule.country == country)
      && (rule.region == nil || rule.region?.lowercased() == region?.lowercased())
      && rule.validFrom.milliseconds <= milliseconds && milliseconds <= rule.validTo.milliseconds
  }

  /// Whether a rule that counts here applies to that certificate.
  private func applies(_ rule: BusinessRule, to subject: RuleSubject) -> Bool {
    (rule.kind == .acceptance || subject.issuingCountries.contains(rule.country))
      && rule.payload == subject.payload
      && (rule.certificateType == .general || subject.types.contains(rule.certificateType))
  }

  /// A rule that asks a list of codes which is not here, or for ratings of areas that the set does not have, is open, and does not fail for want of it.
  private func missing(for rule: BusinessRule, at now: Timestamp) -> RuleResult.Outcome? {
    if asksForRatings(rule) {
      guard let areas else { return .open("the set does not rate areas") }
      guard areas.isMade(by: now) else {
        return .open("the ratings of areas are of \(areas.issued.rfc3339), which is yet to come")
      }
    }
    let prefix = "external.valueSets."
    let missing = rule.logic.paths.map(\.text).filter { $0.hasPrefix(prefix) }
      .map { String($0.dropFirst(prefix.count)) }
      .filter { path in
        // What stands behind a set's name is a place in it.
        let ends = path.indices.filter { path[$0] == "." } + [path.endIndex]
        return !ends.contains { valueSets[ExactText(String(path[..<$0]))] != nil }
      }.sorted().first
    return missing.map { .open("the value set \($0) is not here") }
  }

  /// Whether a rule looks at what ratings say of the holder's stays.
  func asksForRatings(_ rule: BusinessRule) -> Bool {
    rule.payload == .evidence
      && rule.logic.paths.contains {
        let path = $0.text
        return path == "payload.risk" || path.hasPrefix("payload.risk.")
          || path == "payload.ratings" || path.hasPrefix("payload.ratings.")
          || path == "payload.itinerary"
          || path.hasPrefix("payload.itinerary")
            && (path.hasSuffix("risk") || path.contains("near") || path.hasSuffix("stays"))
      }
  }

  private static func outcome(
    of rule: BusinessRule, on subject: RuleSubject, _ data: JSONValue
  ) -> RuleResult.Outcome {
    if let engine = rule.unsupportedEngine { return .open("it is for \(engine)") }
    guard let schemaVersion = subject.schemaVersion else {
      return .open("the certificate does not say the version of its schema")
    }
    guard schemaVersion >= rule.schemaVersion, schemaVersion.major == rule.schemaVersion.major
    else {
      return .open(
        "it is for schema \(rule.schemaVersion), and the certificate is of \(schemaVersion)")
    }
    if let issue = rule.logic.issues.first {
      return .open("its logic is not CertLogic: \(issue.message)")
    }
    do {
      guard case .boolean(let holds) = try rule.logic.value(on: data) else {
        return .open("its logic gives neither true nor false")
      }
      return holds ? .passed : .failed
    } catch {
      return .open(error.detail)
    }
  }

  /// What rules are written over: `payload`, and `external` as the apps of the EU give it.
  private func data(for subject: RuleSubject, at now: Timestamp) -> JSONValue {
    func time(_ time: Timestamp?) -> JSONValue { time.map { .string($0.rfc3339) } ?? .null }
    let external: JSONFields = [
      "validationClock": .string(now.rfc3339), "valueSets": valueSetsJSON,
      "countryCode": .string(country), "region": .string(region ?? ""),
      "issuerCountryCode": .string(subject.issuingCountries.first ?? ""),
      "iat": time(subject.issued), "exp": time(subject.expires),
      "kid": .string(subject.keyIdentifier),
    ]
    return .object([
      "payload": subject.json(ratedBy: areas, at: now), "external": .object(external),
    ])
  }
}
