package import HCodeBase
package import HCodeFormats
package import HCodeTrust

/// A verifier on what the store holds at the moment of each verdict. A hand-held scanner's stream goes on for days, and what
/// is imported meanwhile has to count: a revocation at once, and not when somebody starts the scanner anew.
package final class CurrentVerifier {
  private let places: TrustPlaces
  private let rules: NamedRules?
  private var trust: any CurrentTrust
  private var verifier: Verifier
  /// Where the times come from at which it judges.
  package var timeSource: TimeEvidence.Source {
    didSet { verifier.timeSource = timeSource }
  }
  /// Whose the codes are to be; nil where nobody asks.
  package var bearer: Bearer?
  /// Parts of cards that are spread over several symbols, across pictures, lines and frames.
  package var parts = PartialCards()

  /// Opens the store and reads the key files. Rules that are named add to those of the store.
  package init(
    _ places: TrustPlaces, rules: NamedRules? = nil, timeFrom timeSource: TimeEvidence.Source
  ) throws {
    self.places = places
    self.timeSource = timeSource
    self.rules = rules
    trust = try places.load()
    verifier = Verifier(trust: trust, rules: rules, timeFrom: timeSource)
  }

  /// The verdict, by the newest index.
  package func verdict(on text: [UInt8], at now: Timestamp) throws -> Verdict {
    // An index that is opened just before the second of two imports may name what that one took away. Opened again it does
    // not; so many imports in a row that this goes on are no accident.
    for _ in 0..<5 {
      if !trust.isCurrent {
        trust = try places.load()
        verifier = Verifier(trust: trust, rules: rules, timeFrom: timeSource)
      }
      let verdict = verifier.verdict(on: text, at: now)
      let isUnreadable = verdict.reasons.contains {
        $0 == .trustUnreadable || $0 == .rulesUnreadable
      }
      guard isUnreadable, !trust.isCurrent else { return verdict }
    }
    return verifier.verdict(on: text, at: now)
  }
}
