package import HCodeBase
package import HCodeCore

/// A verified certificate in the shape that rules look at.
package struct RuleSubject: Sendable {
  /// Which JSON it is.
  package let payload: BusinessRule.Payload
  /// The JSON, at `payload` for a rule.
  package let json: JSONValue
  /// The version of its schema; nil when it does not say one that can be read.
  package let schemaVersion: RuleVersion?
  /// What it certifies. Of anything else only general rules apply.
  package let types: Set<BusinessRule.CertificateType>
  /// The countries that may invalidate it: who signed first, then who is named as the issuer inside.
  package let issuingCountries: [String]
  /// When it was issued; nil when it does not say.
  package let issued: Timestamp?
  /// When it ends; nil when it does not say.
  package let expires: Timestamp?
  /// Where the holder was, of our own codes.
  package let itinerary: Itinerary?
  /// Up to when the itinerary speaks; nil without one.
  package let itineraryTime: Timestamp?
  /// The id of the key that signed it, as its format writes it.
  package let keyIdentifier: String

  /// A certificate as rules see it. What is no country's code is left out.
  package init(
    payload: BusinessRule.Payload, json: JSONValue, types: Set<BusinessRule.CertificateType>,
    issuingCountries: [String], issued: Timestamp?, expires: Timestamp?, keyIdentifier: String,
    itinerary: Itinerary? = nil, itineraryTime: Timestamp? = nil
  ) {
    self.itinerary = itinerary
    self.itineraryTime = itineraryTime
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
