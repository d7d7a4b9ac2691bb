package import HCodeBase

/// Something that authors and users of rules should know.
package enum RuleConcern: Hashable, Sendable {
  /// Part of the rule's logic is no CertLogic: it will be open.
  case malformedLogic(rule: String, String)
  /// The rule is for an engine or a version of it that is not here: it will be open.
  case foreignEngine(rule: String, String)
  /// The rule asks a list of codes that the set does not have: it may be open.
  case missingValueSet(rule: String, String)
  /// The rule asks what ratings say of areas, and the set has none: it will be open.
  case noAreaRatings(rule: String)
  /// These rated areas are none that an itinerary can name, or lie outside what the ratings cover.
  case unknownAreas([String])
  /// Two rules of one identifier and version say different things: both are asked.
  case ambiguousVersion(rule: String, RuleVersion)
  /// The set has ended.
  case ended(Timestamp)
  /// No acceptance rule of the country counts now, so that nothing can pass.
  case noAcceptance(country: String)
  /// The last acceptance rule of the country ends soon.
  case acceptanceEnds(country: String, Timestamp)
  /// The rule has no description in any language: a refusal by it could not be explained.
  case noDescription(rule: String)

  /// Whether it leaves certificates without a verdict, or with one that cannot be relied on.
  package var isGrave: Bool {
    switch self {
    case .malformedLogic, .foreignEngine, .missingValueSet, .noAreaRatings, .ended, .noAcceptance:
      true
    case .unknownAreas, .ambiguousVersion, .acceptanceEnds, .noDescription: false
    }
  }
}
