import HCodeBase

/// Collects keys and revocation lists, and records what it leaves out.
struct SmartHealthCardTrustReader {
  private typealias Refusal = JSONWebKey.Refusal

  var material = ForeignTrustMaterial(entries: [])
  private var (issuers, keys, lists, seen) = (0, 0, 0, 0)

  var finished: ForeignTrustMaterial {
    var material = material
    material.counts = [("issuers", issuers), ("keys", keys), ("revocation lists", lists)]
    return material
  }

  mutating func read(
    keys: [JSONValue], lists: [JSONValue], of issuer: String, named name: String?,
    isVouchedFor: Bool = false
  ) throws(ImportRefusal) {
    seen += max(keys.count + lists.count, 1)
    try ImportRefusal.check(keys: seen)
    guard issuer.hasPrefix("https://"), issuer.last != "/" else {
      material.leftOut.append("\(issuer): no https address without a slash at its end")
      return
    }
    var entries: [ForeignTrustMaterial.Entry] = []
    for key in keys {
      do {
        let (entry, remark) = try Self.entry(key.object ?? [:], issuer, name)
        if let remark {
          // Some issuers' certificates name the specification's example. A directory that lists the key vouches for it; a key set alone has
          // nothing else to show.
          guard isVouchedFor else { throw Refusal(detail: remark) }
          material.warnings.append(Self.line(key, issuer, remark))
        }
        entries.append(entry)
        self.keys += 1
      } catch { material.leftOut.append(Self.line(key, issuer, (error as? Refusal)?.detail ?? "")) }
    }
    for list in lists {
      do {
        let (listed, names) = try Self.entries(list.object ?? [:], issuer)
        entries += listed
        material.names.append(names)
        self.lists += 1
      } catch { material.leftOut.append(Self.line(list, issuer, error.detail)) }
    }
    if !keys.isEmpty || lists.isEmpty {
      issuers += 1
      entries.append(.init(name: SmartHealthCardKey.issuerName(issuer), content: .simple(22)))
    }
    material.entries += entries
  }

  private static func line(_ value: JSONValue, _ issuer: String, _ detail: String) -> String {
    "\(issuer): \(value.object?["kid"]?.string ?? "without a kid"): \(detail)"
  }

  /// Reads a key that the framework allows ("Determining keys associated with an issuer"), with remarks on oddities
  /// that need not exclude it. Anything else in a set is its issuer's mistake, or somebody else's key.
  private static func entry(
    _ jwk: JSONFields, _ issuer: String, _ name: String?
  ) throws(Refusal) -> (ForeignTrustMaterial.Entry, remark: String?) {
    let read = try JSONWebKey(jwk)
    guard read.key.curve == .p256 else { throw Refusal(detail: "it is not on the curve P-256") }
    guard jwk["use"]?.string == "sig" else { throw Refusal(detail: "its use is not sig") }
    guard jwk["alg"]?.string == "ES256" else { throw Refusal(detail: "its alg is not ES256") }
    guard let identifier = jwk["kid"]?.string, identifier.utf8.elementsEqual(read.thumbprint.utf8)
    else { throw Refusal(detail: "its kid is not its thumbprint, \(read.thumbprint)") }
    var remark: String?
    if let chain = jwk["x5c"], try !certificates(chain, of: read.key, name: issuer) {
      remark = "the certificate in x5c does not name \(issuer)"
    }
    var version: UInt64?
    if let value = jwk["crlVersion"] {
      guard let number = counter(value) else {
        throw Refusal(detail: "its crlVersion is no number")
      }
      version = number
    }
    let entry = ForeignTrustMaterial.Entry(
      name: ForeignKeyName(.shc, issuer: issuer, identifier: Array(identifier.utf8)),
      content: SmartHealthCardKey.content(read.key, version: version, issuerName: name))
    return (entry, remark)
  }

  /// Whether the certificates beside a key name its issuer; throws when they are of another key or do not sign one another. Whether
  /// they have ended is not asked: a certificate is no more than a second opinion here.
  private static func certificates(
    _ chain: JSONValue, of key: VerificationKey, name issuer: String
  ) throws(Refusal) -> Bool {
    let certificates = (chain.array ?? []).map { element in
      element.string.flatMap { Base64.decode($0) }.flatMap { X509Certificate($0) }
    }
    guard let leaf = certificates.first ?? nil, !certificates.contains(where: { $0 == nil }),
      certificates.count <= 8
    else { throw Refusal(detail: "its x5c holds no certificates") }
    guard leaf.publicKey?.subjectPublicKeyInfo == key.subjectPublicKeyInfo else {
      throw Refusal(detail: "the certificate in x5c is of another key")
    }
    let known = certificates.compactMap { $0 }
    for (signed, signer) in zip(known, known.dropFirst()) where !signed.isSigned(by: signer) {
      throw Refusal(detail: "the certificates in x5c do not sign one another")
    }
    return leaf.subjectURIs.contains { $0.elementsEqual(issuer.utf8) }
  }

  /// A revocation list, whole or not at all: half of one would let through what the other half revokes.
  private static func entries(
    _ list: JSONFields, _ issuer: String
  ) throws(Refusal) -> ([ForeignTrustMaterial.Entry], NamesOfOneContent) {
    guard let identifier = list["kid"]?.string.map({ Array($0.utf8) }), !identifier.isEmpty else {
      throw Refusal(detail: "a revocation list without kid")
    }
    guard list["method"]?.string == "rid" else {
      throw Refusal(detail: "a revocation list whose method is not rid")
    }
    guard let counter = list["ctr"].flatMap(counter) else {
      throw Refusal(detail: "a revocation list without a counter")
    }
    guard let elements = list["rids"]?.array else {
      throw Refusal(detail: "a revocation list without rids")
    }
    var entries = [
      ForeignTrustMaterial.Entry(
        name: SmartHealthCardRevocation.listName(issuer, identifier), content: .unsigned(counter))
    ]
    var names = NamesOfOneContent(.shc, issuer: issuer)
    var cards = names
    for element in elements {
      let parts = (element.string ?? "").utf8.split(
        separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
      guard (1...2).contains(parts.count), SmartHealthCardClaims.isRevocationIdentifier(parts[0]),
        parts.count == 1
          || (1...20).contains(parts[1].count)
            && parts[1].allSatisfy({ (0x30...0x39).contains($0) })
      else { throw Refusal(detail: "a revocation list with an entry that is no rid") }
      let card = SmartHealthCardRevocation.cardIdentifier(identifier, parts[0])
      cards.append(card)
      if parts.count == 1 {
        names.append(card)
      } else {
        entries.append(
          .init(
            name: ForeignKeyName(.shc, issuer: issuer, identifier: card),
            content: .text(String(decoding: parts[1], as: UTF8.self))))
      }
    }
    guard cards.sort() == 0 else {
      throw Refusal(detail: "a revocation list that names a card twice")
    }
    return (entries, names)
  }

  /// A counter, which some write as a text.
  private static func counter(_ value: JSONValue) -> UInt64? {
    switch value {
    case .number(let text), .string(let text): UInt64(text)
    default: nil
    }
  }
}
