package import HCodeBase

extension RuleSet {
  /// The concerns about the rules at that time, in the order of the file. Versions that a newer one has replaced are
  /// ignored.
  package func concerns(at now: Timestamp) -> [RuleConcern] {
    var concerns: [RuleConcern] = []
    if let expires, now >= expires { concerns.append(.ended(expires)) }
    let acceptance = rules.filter { $0.kind == .acceptance && $0.country == country }
    let ends = acceptance.filter { $0.validFrom.milliseconds <= now.seconds * 1000 }
      .map { Timestamp(seconds: $0.validTo.milliseconds / 1000) }
    if let last = ends.compactMap({ $0 }).max(), now <= last {
      if last.seconds - now.seconds <= Timestamp.noticeBeforeEnd {
        concerns.append(.acceptanceEnds(country: country, last))
      }
    } else {
      concerns.append(.noAcceptance(country: country))
    }
    if let unknown = areas?.unknown, !unknown.isEmpty { concerns.append(.unknownAreas(unknown)) }
    var versions = Set<ExactText>()
    for rule in current(at: now) {
      concerns += self.concerns(about: rule)
      let name = "\(rule.kind.rawValue) \(rule.region ?? "") \(rule.identifier) \(rule.version)"
      if !versions.insert(ExactText(name)).inserted {
        concerns.append(.ambiguousVersion(rule: rule.identifier, rule.version))
      }
    }
    return concerns
  }

  private func concerns(about rule: BusinessRule) -> [RuleConcern] {
    var concerns = rule.logic.issues.map {
      RuleConcern.malformedLogic(rule: rule.identifier, $0.message)
    }
    if let engine = rule.unsupportedEngine {
      concerns.append(.foreignEngine(rule: rule.identifier, engine))
    }
    let prefix = "external.valueSets."
    let asked = rule.logic.paths.map(\.text).filter { $0.hasPrefix(prefix) }
      .compactMap { $0.dropFirst(prefix.count).split(separator: ".").first.map { ExactText($0) } }
    concerns += Set(asked).subtracting(valueSets.keys).sorted()
      .map { .missingValueSet(rule: rule.identifier, $0.text) }
    if areas == nil, asksForRatings(rule) {
      concerns.append(.noAreaRatings(rule: rule.identifier))
    }
    if rule.descriptions.isEmpty { concerns.append(.noDescription(rule: rule.identifier)) }
    return concerns
  }
}
