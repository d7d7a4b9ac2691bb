package import HCodeBase
package import HCodeCore

/// The statement of a certificate of another format, in one shape for all formats.
package struct ForeignStatement: Sendable {
  /// The format.
  package var format: CertificateFormat
  /// The issuer, as the certificate writes it: a name, a DID, a URL.
  package var issuer: String?
  /// The issuing country, ISO 3166-1 alpha-2 where the format has that, as written otherwise.
  package var country: String?
  /// The certificate's own number, such as a UVCI.
  package var identifier: String?
  /// When it was issued.
  package var issuedAt: Timestamp?
  /// From when it is valid, if it says so.
  package var notBefore: Timestamp?
  /// It is valid before this time, if it says so.
  package var expires: Timestamp?
  /// The holder.
  package var holder = Holder()
  /// Tests, doses and recoveries.
  package var evidence: [Fact] = []
  /// The payload for rules that are written for the format (docs/rules.md); nil where there are none.
  package var payload: JSONValue? {
    switch source {
    case .json(let value)?: value
    case .cbor(let value)?: value.json
    case nil: nil
    }
  }
  /// The source of the payload, converted only when asked: most certificates are judged without it.
  var source: PayloadSource?

  /// A payload in its format's encoding.
  enum PayloadSource: Sendable {
    case json(JSONValue)
    case cbor(CBORValue)
  }

  /// A statement of that format that states nothing yet.
  package init(_ format: CertificateFormat) { self.format = format }

  /// What a text claims, unverified.
  package init(unverified text: [UInt8], _ format: CertificateFormat) throws(MalformedCode) {
    guard let reader = format.reader else {
      throw MalformedCode(.unsupported, "this program does not read \(format.rawValue)")
    }
    let decoded: any UnverifiedForeignCertificate
    do { decoded = try reader.decode(text) } catch {
      switch error {
      case .forged(let malformed): throw malformed
      case .undecided(let reason, let detail): throw MalformedCode(reason, detail)
      }
    }
    self = try decoded.unverifiedStatement()
  }

  /// The holder, as the certificate spells it. What it does not say is nil; white space round a text is removed.
  package struct Holder: Hashable, Sendable {
    /// The name as its bearer writes it.
    package var name: String?
    /// The name in Latin letters, if that is another.
    package var latinName: String?
    /// Date of birth, as exact as stated: `1985-03-07`, `1985-03`, `1985`.
    package var birthDate: String?
    /// The identity document's number, or what is shown of it.
    package var document: String?

    /// Nobody yet.
    package init() {}
  }

  /// A test, a dose or a recovery.
  package struct Fact: Hashable, Sendable {
    /// Its kind; nil when that is none known here.
    package var kind: EvidenceKind?
    /// Of a test.
    package var result: Evidence.TestResult?
    /// Which dose, and of how many.
    package var dose: Int?
    /// See `dose`.
    package var of: Int?
    /// The day or time, as stated: `2021-05-29` or RFC 3339.
    package var time: String?
    /// Where, or by whom.
    package var place: String?
    /// The vaccine's or test's name or code.
    package var product: String?
    /// The disease, as the format codes it.
    package var disease: String?

    /// A fact of that kind.
    package init(_ kind: EvidenceKind?) { self.kind = kind }
  }
}
