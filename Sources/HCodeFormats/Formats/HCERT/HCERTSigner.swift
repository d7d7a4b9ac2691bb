import HCodeBase

/// A document signer of a trust list: its key, and what a list or its certificate says about it. The import reads the
/// certificate, so that a scan reads no X.509.
struct HCERTSigner: Sendable {
  /// What a signer may sign, if its certificate says that: the object identifiers of the EU's key usage by their last number.
  struct Usage: OptionSet, Sendable {
    let rawValue: UInt64
    static let test = Usage(rawValue: 1 << 1)
    static let vaccination = Usage(rawValue: 1 << 2)
    static let recovery = Usage(rawValue: 1 << 3)

    /// `1.3.6.1.4.1.1847.2021.1`, and the misprint of an early specification that many certificates carry.
    private static let arcs = ["1.3.6.1.4.1.1847.2021.1.", "1.3.6.1.4.1.0.1847.2021.1."]

    /// Reads an extended key usage; nil when it names none of these, which allows all.
    init?(extendedKeyUsage: [String]) {
      var usage = Usage()
      for identifier in extendedKeyUsage {
        guard let arc = Self.arcs.first(where: identifier.hasPrefix),
          let number = UInt64(identifier.dropFirst(arc.count)), (1...3).contains(number)
        else { continue }
        usage.insert(Usage(rawValue: 1 << number))
      }
      guard !usage.isEmpty else { return nil }
      self = usage
    }

    /// Reads a list's letters `t`, `v` and `r`: an array, of which unknown ones are ignored, or a text of nothing else.
    /// Nil when it names none of them: what it allows is unknown then.
    init?(listed: JSONValue) {
      var usage = Usage()
      for letter in listed.array ?? listed.string?.map({ .string(String($0)) }) ?? [] {
        switch letter.string {
        case "t": usage.insert(.test)
        case "v": usage.insert(.vaccination)
        case "r": usage.insert(.recovery)
        default: if listed.array == nil { return nil }
        }
      }
      guard !usage.isEmpty else { return nil }
      self = usage
    }

    init(rawValue: UInt64) { self.rawValue = rawValue }
  }

  let key: VerificationKey
  /// From when and, inclusive, until when its certificate is valid; nil when only its key is known.
  var notBefore, notAfter: Timestamp?
  /// Nil when it may sign everything.
  var usage: Usage?
  /// The country of its certificate or of its list, as written.
  var country: String?
  /// The trust domain of the WHO's network that it is listed for.
  var domain: String?

  /// Why a key or certificate cannot be a document signer's.
  struct Refusal: Error {
    let detail: String
  }

  /// A bare key.
  init(key: VerificationKey) throws(Refusal) {
    guard key.curve == .p256 || key.curve == nil else {
      throw Refusal(detail: "its key is neither on P-256 nor RSA")
    }
    self.key = key
  }

  /// Reads what a verifier needs from a certificate (certificate governance §3).
  init(_ certificate: X509Certificate) throws(Refusal) {
    guard let key = certificate.publicKey else {
      throw Refusal(detail: "its key is neither on P-256 nor RSA of 2048 to 8192 bits")
    }
    try self.init(key: key)
    notBefore = certificate.notBefore
    notAfter = certificate.notAfter
    guard let purposes = certificate.extendedKeyUsage else {
      throw Refusal(detail: "its extended key usage cannot be read: it may sign nothing")
    }
    guard certificate.maySign else {
      throw Refusal(detail: "its key usage does not let it sign documents")
    }
    usage = Usage(extendedKeyUsage: purposes)
    country = certificate.subjectCountry ?? certificate.issuerCountry
  }

  /// Whether the signer may vouch for these claims. The EU's lists cover EU certificates, and each trust domain of the
  /// WHO's network its own kind. `format` is that of the list.
  func mayVouchFor(_ claims: HCERTClaims, heldFor format: CertificateFormat) -> Bool {
    let isInDomain =
      switch claims.kind {
      case .dcc: format == .dcc || domain.map { $0 == "DCC" } ?? true
      case .vaccination, .testResult: format == .gdhcn && domain.map { $0 == "DDCC" } ?? true
      case .healthLink, .digitalVaccination: format == .gdhcn && domain != "DCC"
      }
    return isInDomain && usage.map { $0.isSuperset(of: claims.usage) } ?? true
  }

  // MARK: In a store

  /// The keys of a signer in a store.
  private enum Key: Int64 {
    case subjectPublicKeyInfo = 1
    case notBefore = 2
    case notAfter = 3
    case usage = 4
    case country = 5
    case domain = 6
  }

  var cbor: CBORValue {
    .keyed([
      Key.subjectPublicKeyInfo: .bytes(key.subjectPublicKeyInfo),
      Key.notBefore: notBefore.map { .integer($0.seconds) },
      Key.notAfter: notAfter.map { .integer($0.seconds) },
      Key.usage: usage.map { .unsigned($0.rawValue) }, Key.country: country.map { .text($0) },
      Key.domain: domain.map { .text($0) },
    ])
  }

  init?(_ content: CBORValue) {
    guard let members = CBORMembers(content),
      let key = members[Key.subjectPublicKeyInfo]?.byteString.flatMap(
        VerificationKey.init(subjectPublicKeyInfo:))
    else { return nil }
    func time(_ key: Key) -> Timestamp? {
      members[key]?.integer.flatMap { Timestamp(seconds: $0) }
    }
    self.key = key
    notBefore = time(.notBefore)
    notAfter = time(.notAfter)
    usage = members[Key.usage]?.integer.map { Usage(rawValue: UInt64(clamping: $0)) }
    country = members[Key.country]?.textString
    domain = members[Key.domain]?.textString
  }
}
