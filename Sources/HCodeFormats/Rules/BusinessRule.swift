/// A rule as the countries of the EU publish them, over the JSON of a certificate (docs/rules.md §2).
package struct BusinessRule: Sendable {
  /// Which country's rule it is.
  package enum Kind: String, Sendable, CaseIterable {
    /// The country of arrival: what it asks for.
    case acceptance = "Acceptance"
    /// The issuing country: which of its certificates it no longer stands by.
    case invalidation = "Invalidation"
  }

  /// The JSON that the rule looks at.
  package enum Payload: String, Sendable, CaseIterable {
    /// The EU certificate's own: `v`, `t`, `r`, `nam`, `dob`, `ver`. The default.
    case dcc
    /// The evidence of any format, in one shape (docs/rules.md §5).
    case evidence
  }

  /// What a certificate has to state for the rule to apply.
  package enum CertificateType: String, Sendable, CaseIterable {
    case general = "General"
    case vaccination = "Vaccination"
    case test = "Test"
    case recovery = "Recovery"
  }

  /// What a green code becomes that fails the rule. Never red: a rule has no officers and no entry in the log.
  package enum Failure: String, Sendable, CaseIterable {
    case refused
    case yellow
  }

  /// The version of CertLogic that is complete here.
  package static let engineVersion = RuleVersion(1, 3, 3)

  /// `GR-AT-0000`; rules of one identifier are versions of one another.
  package let identifier: String
  /// Its kind: acceptance or invalidation.
  package let kind: Kind
  /// Two letters (ISO 3166-1).
  package let country: String
  /// The part of the country; nil for all of it.
  package let region: String?
  /// The newest counts.
  package let version: RuleVersion
  /// Certificates of an older schema, or of another major version of it, cannot be judged by the rule.
  package let schemaVersion: RuleVersion
  /// `CERTLOGIC`; rules of other engines cannot be read.
  package let engine: String
  /// The version of the engine that the rule needs.
  package let engineVersion: RuleVersion
  /// The certificates that it applies to.
  package let certificateType: CertificateType
  /// The JSON that it looks at.
  package let payload: Payload
  /// Its description by language.
  package let descriptions: [String: String]
  /// It counts from then on.
  package let validFrom: CertLogicDateTime
  /// It counts until then, this instant included.
  package let validTo: CertLogicDateTime
  /// The members of the payload that it looks at, as its author says.
  package let affectedFields: [String]
  /// What fails the rule is refused, unless it says yellow.
  package let fails: Failure
  /// The expression that has to be true.
  package let logic: CertLogicExpression

  /// Its description in that language, else in English, else in the first of the languages there are.
  package func description(in language: String) -> String {
    descriptions[language] ?? descriptions["en"]
      ?? descriptions.min { $0.key < $1.key }.map(\.value) ?? ""
  }

  /// The engine that it needs, if hcode does not have it.
  var unsupportedEngine: String? {
    engine == "CERTLOGIC" && engineVersion <= Self.engineVersion
      ? nil : "\(engine) \(engineVersion)"
  }
}
