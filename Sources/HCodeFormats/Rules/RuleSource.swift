package import HCodeBase

/// Where a verifier finds the local rules.
package protocol RuleSource: Sendable {
  /// Every set with rules over that payload; none where the store has no rules.
  func rules(over payload: BusinessRule.Payload) throws(TrustFailure) -> [RulesInForce]
}

extension RuleSource {
  /// Judges a certificate by all sets: none may fail or be open, and one has to pass (docs/rules.md §3). Makes the
  /// subject only when there are rules.
  package func judgement(
    over payload: BusinessRule.Payload, at now: Timestamp, saysWhyNone: Bool = true,
    on certificate: () -> RuleSubject
  ) -> RuleJudgement {
    let sets: [RulesInForce]
    do { sets = try rules(over: payload) } catch {
      return .noApplicableRules(.rulesUnreadable, detail: error.detail)
    }
    let none = RuleJudgement.noApplicableRules(
      .noRules, detail: "genuine; no rules say what it counts for here")
    if let ended = sets.first(where: { $0.expires.map { now >= $0 } ?? false }) {
      let time = ended.expires?.rfc3339 ?? ""
      return .noApplicableRules(.rulesExpired, detail: "\(ended.name) ended at \(time)")
    }
    guard !sets.isEmpty else {
      guard saysWhyNone, let other = setOfOtherPayload(than: payload) else { return none }
      return .noApplicableRules(
        .noRules,
        detail:
          "the rules \(other.name) are for another format: their Payload is not \(payload.rawValue)"
      )
    }
    let subject = certificate()
    let judgements = sets.map { $0.set.judgement(on: subject, at: now) }
    var (passed, failed, cautioned, open): ([RuleResult], [RuleResult], [RuleResult], [RuleResult])
    (passed, failed, cautioned, open) = ([], [], [], [])
    var inapplicable = none
    for judgement in judgements {
      switch judgement {
      case .passed(let results): passed += results
      case .failed(let results): failed += results
      case .cautioned(let results): cautioned += results
      case .open(let results): open += results
      case .noApplicableRules: inapplicable = judgement
      }
    }
    if !failed.isEmpty { return .failed(failed) }
    if !open.isEmpty { return .open(open) }
    if !cautioned.isEmpty { return .cautioned(cautioned) }
    return passed.isEmpty ? inapplicable : .passed(passed)
  }

  private func setOfOtherPayload(than payload: BusinessRule.Payload) -> RulesInForce? {
    for other in BusinessRule.Payload.allCases where other != payload {
      if let set = (try? rules(over: other))?.first { return set }
    }
    return nil
  }
}
