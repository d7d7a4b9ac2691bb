import HCodeBase

/// Collects document signers for a store, each under the id that its certificates name.
struct SignerList {
  let format: CertificateFormat
  /// Warnings: signatures of the list that were not checked.
  var warnings: [String] = []
  /// The signature inside the list, if any.
  var signature: ListSignature?
  private var entries: [ForeignTrustMaterial.Entry] = []
  private var leftOut: [String] = []

  init(format: CertificateFormat) { self.format = format }

  /// How many signers there are, good or not.
  private(set) var count = 0

  var material: ForeignTrustMaterial {
    ForeignTrustMaterial(
      signature: signature, entries: entries, leftOut: leftOut, warnings: warnings)
  }

  /// Announces signers, before one of them is read. Throws `too-large` for more than one list may hold.
  mutating func expect(_ more: Int) throws(ImportRefusal) {
    count += more
    try ImportRefusal.check(keys: count)
  }

  mutating func leaveOut(_ name: String, _ why: String) { leftOut.append("\(name): \(why)") }

  /// A certificate under the id that the list gives it, or under its own: the first 8 bytes of SHA-256 of it (HCERT 1.0.8 §3.3.1). It may
  /// sign what both it and the list allow.
  mutating func add(
    certificate: [UInt8], kid: [UInt8]?, usage: HCERTSigner.Usage? = nil, country: String? = nil,
    domain: String? = nil, called name: String
  ) {
    guard let read = X509Certificate(certificate) else {
      return leaveOut(name, "it is no X.509 certificate that can be read")
    }
    do {
      var signer = try HCERTSigner(read)
      if let usage { signer.usage = signer.usage?.intersection(usage) ?? usage }
      signer.country = country ?? signer.country
      signer.domain = domain
      let own = Array(Sodium.sha256(certificate).prefix(8))
      add(signer, kid ?? own)
      if let kid, kid != own { note(own, of: signer) }
    } catch { leaveOut(name, error.detail) }
  }

  /// A key whose certificate is not known.
  mutating func add(
    key: VerificationKey, kid: [UInt8], usage: HCERTSigner.Usage? = nil, country: String? = nil,
    domain: String? = nil, called name: String
  ) {
    do {
      var signer = try HCERTSigner(key: key)
      signer.usage = usage
      signer.country = country
      signer.domain = domain
      add(signer, kid)
    } catch { leaveOut(name, error.detail) }
  }

  private mutating func add(_ signer: HCERTSigner, _ kid: [UInt8]) {
    entries.append(
      .init(name: ForeignKeyName(format, identifier: kid), content: signer.cbor))
    note(kid, of: signer)
  }

  // MARK: The ids of a key

  /// Records an id of the key. A list may name a signer by one id, and a revocation its certificates by another.
  private mutating func note(_ kid: [UInt8], of signer: HCERTSigner) {
    let name = Self.identifiersName(format, of: signer.key.subjectPublicKeyInfo)
    entries.append(.init(name: name, content: .bytes(kid), isCounted: false))
  }

  private static func identifiersName(
    _ format: CertificateFormat, of subjectPublicKeyInfo: [UInt8]
  ) -> ForeignKeyName {
    ForeignKeyName(
      format, issuer: "ids of key", identifier: Sodium.sha256(subjectPublicKeyInfo))
  }

  /// The ids under which any list has that key, and the own ids of its certificates.
  static func keyIdentifiers(
    of subjectPublicKeyInfo: [UInt8], _ trust: any ForeignTrust
  ) throws(ForeignFailure) -> [[UInt8]] {
    var identifiers: [[UInt8]] = []
    for format in [CertificateFormat.dcc, .gdhcn] {
      let name = identifiersName(format, of: subjectPublicKeyInfo)
      identifiers += try trust.records(name).compactMap(\.content.byteString)
    }
    return identifiers
  }
}
