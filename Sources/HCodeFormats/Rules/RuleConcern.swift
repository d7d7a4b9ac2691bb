package import HCodeBase

/// What whoever puts rules together, or relies on them, should know.
package enum RuleConcern: Hashable, Sendable {
  /// Part of the rule's logic is no CertLogic: it will be open.
  case malformedLogic(rule: String, String)
  /// The rule is for an engine or a version of it that is not here: it will be open.
  case foreignEngine(rule: String, String)
  /// The rule asks a list of codes that the set does not have: it may be open.
  case missingValueSet(rule: String, String)
  /// Two rules of one identifier and version say different things: both are asked.
  case ambiguousVersion(rule: String, RuleVersion)
  /// The set decides nothing any more.
  case ended(Timestamp)
  /// No acceptance rule of the country counts now, so that nothing can pass.
  case noAcceptance(country: String)
  /// The last acceptance rule of the country ends soon.
  case acceptanceEnds(country: String, Timestamp)
  /// The rule has no description in any language: a refusal by it could not be explained.
  case noDescription(rule: String)

  /// Whether certificates get no verdict for it, or none that can be relied on.
  package var isGrave: Bool {
    switch self {
    case .malformedLogic, .foreignEngine, .missingValueSet, .ended, .noAcceptance: true
    case .ambiguousVersion, .acceptanceEnds, .noDescription: false
    }
  }
}

extension RuleSet {
  /// What is worth knowing about the rules at that time, in the order of the file. Versions that a newer one has replaced
  /// are left out.
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
    var versions = Set<String>()
    for rule in current(at: now) {
      concerns += self.concerns(about: rule)
      let name = "\(rule.kind.rawValue) \(rule.region ?? "") \(rule.identifier) \(rule.version)"
      if !versions.insert(name).inserted {
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
    let asked = rule.logic.paths.filter { $0.hasPrefix(prefix) }
      .compactMap { $0.dropFirst(prefix.count).split(separator: ".").first.map(String.init) }
    concerns += Set(asked).subtracting(valueSets.keys).sorted()
      .map { .missingValueSet(rule: rule.identifier, $0) }
    if rule.descriptions.isEmpty { concerns.append(.noDescription(rule: rule.identifier)) }
    return concerns
  }
}
