/// A verified certificate as rules see it.
public struct RuleSubject: Sendable {
  /// Which JSON it is.
  public let payload: BusinessRule.Payload
  /// The JSON, at `payload` for a rule.
  public let json: JSONValue
  /// The version of its schema; nil when it does not say one that can be read.
  public let schemaVersion: RuleVersion?
  /// What it states, besides which only general rules apply.
  public let types: Set<BusinessRule.CertificateType>
  /// The countries that may invalidate it: who signed first, then who is named as the issuer inside.
  public let issuingCountries: [String]
  /// When it was issued; nil when it does not say.
  public let issued: Timestamp?
  /// When it ends; nil when it does not say.
  public let expires: Timestamp?
  /// The id of the key that signed it, as its format writes it.
  public let keyIdentifier: String

  /// A certificate as rules see it. What is no country's code is left out.
  public init(
    payload: BusinessRule.Payload, json: JSONValue, types: Set<BusinessRule.CertificateType>,
    issuingCountries: [String], issued: Timestamp?, expires: Timestamp?, keyIdentifier: String
  ) {
    self.payload = payload
    self.json = json
    self.types = types
    self.issuingCountries = issuingCountries.compactMap { CountryCode.alpha2($0) }
    self.issued = issued
    self.expires = expires
    self.keyIdentifier = keyIdentifier
    var version: RuleVersion?
    if case .object(let members) = json, case .string(let text)? = members["ver"] {
      version = RuleVersion(text)
    }
    schemaVersion = version
  }
}
