/// A rule as the countries of the EU publish them, over the JSON of a certificate (docs/rules.md §2).
public struct BusinessRule: Sendable {
  /// Whose rule it is.
  public enum Kind: String, Sendable, CaseIterable {
    /// Of the country that is arrived in: what it asks for.
    case acceptance = "Acceptance"
    /// Of the country that issued: which of its certificates it no longer stands by.
    case invalidation = "Invalidation"
  }

  /// Which JSON it is written over.
  public enum Payload: String, Sendable, CaseIterable {
    /// The EU certificate's own: `v`, `t`, `r`, `nam`, `dob`, `ver`. What a rule is of that does not say otherwise.
    case dcc
    /// The evidence of any format, in one shape (docs/rules.md §5).
    case evidence
  }

  /// What a certificate has to state for the rule to apply.
  public enum CertificateType: String, Sendable, CaseIterable {
    case general = "General"
    case vaccination = "Vaccination"
    case test = "Test"
    case recovery = "Recovery"
  }

  /// The version of CertLogic that is complete here.
  public static let engineVersion = RuleVersion(1, 3, 3)

  /// `GR-AT-0000`; rules of one identifier are versions of one another.
  public let identifier: String
  /// Whose it is.
  public let kind: Kind
  /// Two letters (ISO 3166-1).
  public let country: String
  /// The part of the country; nil for all of it.
  public let region: String?
  /// The newest counts.
  public let version: RuleVersion
  /// Certificates of an older schema, or of another major version of it, cannot be judged by the rule.
  public let schemaVersion: RuleVersion
  /// `CERTLOGIC`; what another engine's rule says is not known here.
  public let engine: String
  /// The version of the engine that the rule needs.
  public let engineVersion: RuleVersion
  /// For which certificates.
  public let certificateType: CertificateType
  /// Over which JSON.
  public let payload: Payload
  /// What it asks for, in words, by language.
  public let descriptions: [String: String]
  /// It counts from then on.
  public let validFrom: CertLogicDateTime
  /// It counts until then, this instant included.
  public let validTo: CertLogicDateTime
  /// The members of the payload that it looks at, as its author says.
  public let affectedFields: [String]
  /// What has to be true.
  public let logic: CertLogicExpression

  /// What it asks for, in that language, else in English, else in the first of the languages there are.
  public func description(in language: String) -> String {
    descriptions[language] ?? descriptions["en"]
      ?? descriptions.min { $0.key < $1.key }.map(\.value) ?? ""
  }

  /// The engine that it needs, if that is not the one that is here.
  var unsupportedEngine: String? {
    engine == "CERTLOGIC" && engineVersion <= Self.engineVersion
      ? nil : "\(engine) \(engineVersion)"
  }
}
