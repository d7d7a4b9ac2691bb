package import HCodeCore

/// The text of a code and what belongs on its picture, signed or as a draft.
package struct CodeText: Sendable {
  package let text: [UInt8]
  package let claims: HealthClaims
  package let issuerName: String

  package init(_ issued: HealthCode.Issued) {
    text = issued.text
    claims = issued.claims
    issuerName = issued.issuerKey.name
  }

  /// The text as long as the signed one will be, to know before whether it can be drawn.
  package init(_ draft: HealthCode.Draft) {
    text = draft.text
    claims = draft.claims
    issuerName = draft.issuerKey.name
  }
}
