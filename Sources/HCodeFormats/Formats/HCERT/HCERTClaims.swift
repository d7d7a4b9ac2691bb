import HCodeCore
import HCodeBase

/// The claims of an HCERT (RFC 8392; HCERT 1.0.8 §3.3, 1.1.1 of the WHO §3.3).
struct HCERTClaims {
  /// The kind of certificate: the number under claim -260.
  enum Kind: Int64, CaseIterable {
    /// EU Digital COVID Certificate.
    case dcc = 1
    /// WHO core data set of a vaccination.
    case vaccination = 3
    /// WHO core data set of a test result.
    case testResult = 4
    /// A Verifiable Health Link: only a server has what it names.
    case healthLink = 5
    /// WHO digital vaccination certificate, such as against yellow fever (ICVP). Negative numbers are not final.
    case digitalVaccination = -6
  }

  /// The keys of the claims (RFC 8392 §3.1; HCERT 1.0.8 §3.3).
  private enum Claim: Int64 {
    case issuer = 1
    case expires = 4
    case notBefore = 5
    case issuedAt = 6
    case certificates = -260
  }

  /// Claim 1 as it stands, white space at its ends gone.
  let issuer: String?
  let issuedAt: Timestamp
  let notBefore: Timestamp?
  let expires: Timestamp
  let kind: Kind
  /// The value under the kind's number.
  let content: CBORValue

  /// Reads a payload. Throws `malformed-structure` and `malformed-claims`.
  init(payload: [UInt8]) throws(MalformedCode) {
    let value: CBORValue
    do { value = try CBORDecoder.decode(payload, limits: .foreign) } catch {
      throw MalformedCode(error.reason(.malformedStructure), "the payload is no CBOR: \(error)")
    }
    guard let claims = CBORMembers(value) else {
      throw MalformedCode(.malformedClaims, "the claims are no map")
    }
    issuer = claims[Claim.issuer]?.trimmedText
    guard let expires = try Self.time(claims[Claim.expires], "4, the end"),
      let issuedAt = try Self.time(claims[Claim.issuedAt], "6, the time of issue")
    else { throw MalformedCode(.malformedClaims, "claim 4 or 6, the validity, is missing") }
    self.expires = expires
    self.issuedAt = issuedAt
    notBefore = try Self.time(claims[Claim.notBefore], "5, the beginning")
    guard let certificates = CBORMembers(claims[Claim.certificates]) else {
      throw MalformedCode(.malformedClaims, "claim -260, the certificate, is missing or no map")
    }
    for kind in Kind.allCases {
      guard let content = certificates[kind.rawValue] else { continue }
      self.kind = kind
      self.content = content
      return
    }
    throw MalformedCode(.malformedClaims, "claim -260 holds no kind of certificate that is known")
  }

  /// NumericDate (RFC 8392 §2): seconds, whole or not. A fraction is cut off, so that it makes nothing last longer.
  private static func time(
    _ value: CBORValue?, _ name: String
  ) throws(MalformedCode) -> Timestamp? {
    guard let value else { return nil }
    let seconds = value.integer ?? value.number.flatMap { Int64(exactly: $0.rounded(.down)) }
    guard let time = seconds.flatMap({ Timestamp(seconds: $0) }) else {
      throw MalformedCode(.malformedClaims, "claim \(name), is no time")
    }
    return time
  }

  /// The certificate's statement. The signer's country counts when the claims name none.
  func statement(signer: HCERTSigner?) throws(MalformedCode) -> ForeignStatement {
    var statement = ForeignStatement(.gdhcn)
    if kind != .healthLink {
      guard let members = CBORMembers(content) else {
        throw MalformedCode(.malformedClaims, "the certificate under claim -260 is no map")
      }
      switch kind {
      case .dcc: statement = try DCCStatement(members).statement
      case .digitalVaccination: statement = try DigitalVaccinationStatement(members).statement
      default: statement = try CoreDataSetStatement(members, kind).statement
      }
    }
    statement.country =
      [issuer, signer?.country, statement.country].compactMap { $0 }.first(where: Self.isCountry)
      ?? issuer
    statement.issuer = statement.issuer ?? issuer
    statement.issuedAt = issuedAt
    statement.notBefore = notBefore
    statement.expires = expires
    statement.source = .cbor(content)
    return statement
  }

  /// The first entry of the first group of an EU certificate.
  var firstEntry: CBORMembers? {
    let members = CBORMembers(content)
    for group in ["v", "t", "r"] {
      if case .array(let entries)? = members?[group], let entry = CBORMembers(entries.first) {
        return entry
      }
    }
    return nil
  }

  /// ISO 3166-1, alpha-2 or, in the WHO's network, alpha-3.
  private static func isCountry(_ text: String) -> Bool {
    (2...3).contains(text.utf8.count) && text.utf8.allSatisfy { (0x41...0x5A).contains($0) }
  }

  /// Whether the statement could let anybody in: one certificate of one thing, and no disease found.
  func isAcceptable(_ statement: ForeignStatement) -> Bool {
    statement.evidence.count == 1
      && statement.evidence.allSatisfy { $0.result == nil || $0.result == .negative }
  }
}
