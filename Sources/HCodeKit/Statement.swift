/// What a certificate states whose signature a trusted key vouches for, of our own codes and of other formats in one shape. What it
/// does not say is nil.
public struct Statement: Hashable, Sendable {
  /// Who issued it: an identifier of our own, or a name, a DID or a URL as the format has it.
  public let issuer: String?
  /// The issuer's name for people, in English if there is one, from what is trusted and not from the certificate.
  public let issuerName: String?
  /// The issuing country, of other formats.
  public let country: String?
  /// The certificate's own number, of other formats, such as a UVCI.
  public let identifier: String?
  /// Its number in the status list of the key, of our own codes.
  public let index: UInt32?
  /// When it was issued.
  public let issuedAt: Instant?
  /// From when it is valid, if that is said.
  public let notBefore: Instant?
  /// It is valid until just before.
  public let expires: Instant?
  /// The colour that was signed, of our own codes. The answer's colour counts, which may be graver.
  public let signedColour: Colour?
  /// Whom it is about.
  public let holder: Holder?
  /// What the holder is, of our own codes: those categories that count here, in words.
  public let categories: [String]
  /// Tests, vaccinations, recoveries.
  public let evidence: [Evidence]
  /// Why it is yellow or red, of our own codes.
  public let justification: Justification?
}
