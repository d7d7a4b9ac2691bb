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
      RuleResult(rule: rule, outcome: Self.outcome(of: rule, on: subject, data))
    }
    let failed = results.filter { $0.outcome == .failed }
    guard failed.isEmpty else { return .failed(failed) }
    let open = results.filter(\.isOpen)
    guard open.isEmpty else { return .open(open) }
    guard selected.contains(where: { $0.kind == .acceptance }) else {
      let types = subject.types.map(\.rawValue).sorted().joined(separator: ", ")
      return .noApplicableRules(
        .noRules,
        detail:
          "no acceptance rule of \(region.map { "\(country), \($0)," } ?? country) counts now for "
          + (types.isEmpty ? "such a certificate" : "a certificate of the type \(types)"))
    }
    return .passed(results)
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
      return .open("its logic is no CertLogic: \(issue.message)")
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
    return .object(["payload": subject.json, "external": .object(external)])
  }
}
