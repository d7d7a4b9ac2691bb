/// A rule as the countries of the EU publish them, over the JSON of a certificate (docs/rules.md §2).
package struct BusinessRule: Sendable {
  /// Whose rule it is.
  package enum Kind: String, Sendable, CaseIterable {
    /// Of the country that is arrived in: what it asks for.
    case acceptance = "Acceptance"
    /// Of the country that issued: which of its certificates it no longer stands by.
    case invalidation = "Invalidation"
  }

  /// Which JSON it is written over.
  package enum Payload: String, Sendable, CaseIterable {
    /// The EU certificate's own: `v`, `t`, `r`, `nam`, `dob`, `ver`. What a rule is of that does not say otherwise.
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

  /// The version of CertLogic that is complete here.
  package static let engineVersion = RuleVersion(1, 3, 3)

  /// `GR-AT-0000`; rules of one identifier are versions of one another.
  package let identifier: String
  /// Whose it is.
  package let kind: Kind
  /// Two letters (ISO 3166-1).
  package let country: String
  /// The part of the country; nil for all of it.
  package let region: String?
  /// The newest counts.
  package let version: RuleVersion
  /// Certificates of an older schema, or of another major version of it, cannot be judged by the rule.
  package let schemaVersion: RuleVersion
  /// `CERTLOGIC`; what another engine's rule says is not known here.
  package let engine: String
  /// The version of the engine that the rule needs.
  package let engineVersion: RuleVersion
  /// For which certificates.
  package let certificateType: CertificateType
  /// Over which JSON.
  package let payload: Payload
  /// What it asks for, in words, by language.
  package let descriptions: [String: String]
  /// It counts from then on.
  package let validFrom: CertLogicDateTime
  /// It counts until then, this instant included.
  package let validTo: CertLogicDateTime
  /// The members of the payload that it looks at, as its author says.
  package let affectedFields: [String]
  /// What has to be true.
  package let logic: CertLogicExpression

  /// What it asks for, in that language, else in English, else in the first of the languages there are.
  package func description(in language: String) -> String {
    descriptions[language] ?? descriptions["en"]
      ?? descriptions.min { $0.key < $1.key }.map(\.value) ?? ""
  }

  /// The engine that it needs, if that is not the one that is here.
  var unsupportedEngine: String? {
    engine == "CERTLOGIC" && engineVersion <= Self.engineVersion
      ? nil : "\(engine) \(engineVersion)"
  }
}
