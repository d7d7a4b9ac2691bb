import HCodeCore
import HCodeBase

/// A batch of the EU gateway's revocation list (revocation-b2b, 2022): hashes of certificates that their country took back.
struct RevocationBatch {
  /// What is hashed. Only r of an ECDSA signature is, since (r, n - s) is as valid as (r, s).
  enum HashType: String, CaseIterable {
    case signature = "SIGNATURE"
    case uci = "UCI"
    case countryCodeUCI = "COUNTRYCODEUCI"
  }

  /// The first 16 bytes of SHA-256 count.
  static let hashBytes = 16

  /// In the one spelling of `CountryCode`.
  let country: String
  let expires: Timestamp
  /// Nil for `UNKNOWN_KID`: any key of the country.
  let keyIdentifier: [UInt8]?
  let revoked: NamesOfOneContent

  // MARK: Reading

  /// Reads a batch, an array of batches, or an object with `batches`; nil when it is none of these.
  static func batches(_ file: [UInt8]) throws(ImportRefusal) -> [RevocationBatch]? {
    guard file.first == UInt8(ascii: "{") || file.first == UInt8(ascii: "["),
      let value = try? JSONValue(list: file)
    else { return nil }
    let elements = value.array ?? value.object?["batches"]?.array ?? [value]
    guard elements.first?.object?["hashType"] != nil else { return nil }
    var batches: [RevocationBatch] = []
    for (index, element) in elements.enumerated() {
      batches.append(try RevocationBatch(element, "batch \(index + 1)"))
    }
    return batches
  }

  /// Reads a batch as its country uploads it and the gateway passes it on: a signed message (CMS) with the JSON as
  /// content, in DER or Base64; nil for anything else. Batches never change, so each has a name of its own in a store.
  static func signedMaterial(_ file: [UInt8]) throws(ImportRefusal) -> ForeignTrustMaterial? {
    guard let signed = try signedData(file) else { return nil }
    guard let batches = try batches(signed.content) else {
      throw ImportRefusal(.malformedList, "the signed content is not a revocation batch")
    }
    var material = material(batches)
    material.part = part(of: signed)
    material.issued = signed.signingTime
    material.signature = signature(of: signed)
    return material
  }

  /// The signature of such a message, with nothing read of what was signed; nil for anything else.
  static func envelope(_ file: [UInt8]) throws(ImportRefusal) -> ListEnvelope? {
    guard let signed = try signedData(file) else { return nil }
    return ListEnvelope(
      signature: signature(of: signed), part: part(of: signed), issued: signed.signingTime)
  }

  private static func signature(of signed: CMSSignedData) -> ListSignature {
    .certified(signers: signed.signers, purpose: .revocationBatch, authorities: nil)
  }

  private static func part(of signed: CMSSignedData) -> String {
    part + "-" + Hex.encode(Array(Sodium.sha256(signed.content).prefix(8)))
  }

  private static func signedData(_ file: [UInt8]) throws(ImportRefusal) -> CMSSignedData? {
    let data = "1.2.840.113549.1.7.1"
    guard let message = signedMessage(file) else { return nil }
    guard message.count <= MasterList.maximumFileBytes else {
      throw ImportRefusal(
        .tooLarge, "a signed batch of more than \(MasterList.maximumFileBytes >> 20) MiB")
    }
    do { return try CMSSignedData(message, contentType: data) } catch {
      switch error {
      case .malformed(let detail):
        throw ImportRefusal(.malformedList, "no signed revocation batch: " + detail)
      case .badSignature(let detail): throw ImportRefusal(.badSignature, detail)
      }
    }
  }

  private static func signedMessage(_ file: [UInt8]) -> [UInt8]? {
    if CMSSignedData.recognises(file) { return file }
    // A SEQUENCE of more than 127 bytes begins with `M` in Base64.
    guard file.first == UInt8(ascii: "M"), String(validating: file, as: UTF8.self) != nil,
      let bytes = Base64.decodeWrapped(String(decoding: file, as: UTF8.self)),
      CMSSignedData.recognises(bytes)
    else { return nil }
    return bytes
  }

  private init(_ value: JSONValue, _ place: String) throws(ImportRefusal) {
    func malformed(_ what: String) -> ImportRefusal {
      ImportRefusal(.malformedList, "\(place): \(what)")
    }
    guard let members = value.object, let country = members["country"]?.string,
      let kid = members["kid"]?.string, let entries = members["entries"]?.array
    else { throw malformed("country, kid and entries are needed") }
    guard let word = members["hashType"]?.string, let hashType = HashType(rawValue: word) else {
      // To skip one would accept those whom it revokes.
      throw malformed("hashType is none of SIGNATURE, UCI and COUNTRYCODEUCI")
    }
    guard let expires = members["expires"]?.string.flatMap(Self.time) else {
      throw malformed("expires is no time")
    }
    self.country = CountryCode.canonical(country)
    self.expires = expires
    if kid.isExactly("UNKNOWN_KID") {
      keyIdentifier = nil
    } else {
      guard let bytes = Base64.decodeAny(kid) else { throw malformed("kid is no Base64") }
      keyIdentifier = bytes
    }
    var revoked = NamesOfOneContent(
      .dcc, issuer: Self.issuer(hashType),
      content: .array([
        keyIdentifier.map { .bytes($0) } ?? .simple(22), .text(self.country),
        .integer(expires.seconds),
      ]))
    for (index, entry) in entries.enumerated() {
      guard let text = entry.object?["hash"]?.string ?? entry.string,
        let hash = Base64.decodeAny(text), hash.count >= Self.hashBytes
      else { throw malformed("entry \(index + 1) is no hash of \(Self.hashBytes) bytes") }
      revoked.append(hash.prefix(Self.hashBytes))
    }
    self.revoked = revoked
  }

  /// RFC 3339, with the fractions of a second that gateways write.
  private static func time(_ text: String) -> Timestamp? {
    guard let point = text.firstIndex(of: ".") else { return Timestamp(rfc3339: text) }
    let rest = text[text.index(after: point)...].drop { $0.isASCII && $0.isNumber }
    return Timestamp(rfc3339: String(text[..<point] + rest))
  }

  // MARK: In a store

  private static let part = "revocation"

  /// Each hash under its own name, so that looking one up costs the same however many there are; and a mark for each key and country
  /// that is spoken of, by which an out-of-date list is noticed, and one that any are held.
  static func material(_ batches: [RevocationBatch]) -> ForeignTrustMaterial {
    var material = ForeignTrustMaterial(
      part: part, entries: [.revocationMark(.dcc, isAddition: true)])
    var scopes: Set<[UInt8]> = []
    for batch in batches {
      let scope = batch.keyIdentifier ?? Array(batch.country.utf8)
      if scopes.insert(scope).inserted {
        material.entries.append(.revocationMark(.dcc, of: scope, isAddition: true))
      }
      material.names.append(batch.revoked)
    }
    return material
  }

  private static func name(_ type: HashType, _ hash: [UInt8]) -> ForeignKeyName {
    ForeignKeyName(.dcc, issuer: issuer(type), identifier: hash)
  }

  private static func issuer(_ type: HashType) -> String { "revoked/" + type.rawValue }

  // MARK: Looking up

  /// Whether a certificate is revoked, and what is missing to say that it is not. `signers` are all whose signature it
  /// is.
  ///
  /// - The bearer may have chosen the key id, which no signature need cover, and lists may name a key by several ids.
  ///   So every id of the key is looked up.
  /// - A hash means one certificate, whatever id stands beside it, if the certificate is of the country that revoked
  ///   it.
  static func judgement(
    on certificate: UnverifiedHCERT, _ claims: HCERTClaims,
    by signers: [(name: ForeignKeyName, signer: HCERTSigner)], _ trust: any ForeignTrust,
    at now: Timestamp
  ) throws(ForeignFailure) -> (
    isRevoked: Bool, missing: (reason: VerdictReason, detail: String)?
  ) {
    guard try !trust.records(.revocationMark(.dcc)).isEmpty else { return (false, nil) }
    var keyIdentifiers = Set(signers.map(\.name.identifier))
    for key in Set(signers.map(\.signer.key.subjectPublicKeyInfo)) {
      keyIdentifiers.formUnion(try SignerList.keyIdentifiers(of: key, trust))
    }
    // Some verifiers take the issuing country from the claims, others from the entry.
    let entry = claims.firstEntry
    let spelled = ([claims.issuer, entry?["co"]?.trimmedText] + signers.map(\.signer.country))
      .compactMap { $0 }
    let countries = Set(spelled.map { ExactText(CountryCode.canonical($0)) })
    let spellings = Set(
      (spelled + countries.flatMap { CountryCode.spellings($0.text) }).map { ExactText($0) })
    for (type, hash) in hashes(certificate, entry?["ci"]?.textString, spellings) {
      for record in try trust.records(name(type, hash)) {
        guard case .array(let parts) = record.content, parts.count == 3,
          let country = parts[1].textString,
          let expires = parts[2].integer.flatMap({ Timestamp(seconds: $0) })
        else { continue }
        let isForKey = parts[0].byteString.map(keyIdentifiers.contains) ?? false
        if isForKey || countries.contains(ExactText(country)), now < expires { return (true, nil) }
      }
    }
    let scopes =
      keyIdentifiers.sorted { $0.lexicographicallyPrecedes($1) }
      + countries.sorted().map { Array($0.text.utf8) }
    return (
      false,
      try trust.missingRevocation(scopes.map { .revocationMark(.dcc, of: $0) }, at: now)
    )
  }

  private static func hashes(
    _ certificate: UnverifiedHCERT, _ identifier: String?, _ countries: Set<ExactText>
  ) -> [(HashType, [UInt8])] {
    func hash(_ bytes: some Sequence<UInt8>) -> [UInt8] {
      Array(Sodium.sha256(Array(bytes)).prefix(hashBytes))
    }
    let signature = certificate.message.signature
    let half = certificate.algorithm == .es256 ? signature.count / 2 : signature.count
    var hashes: [(HashType, [UInt8])] = [(.signature, hash(signature.prefix(half)))]
    if let identifier {
      hashes.append((.uci, hash(identifier.utf8)))
      hashes += countries.map { (.countryCodeUCI, hash(($0.text + identifier).utf8)) }
    }
    return hashes
  }
}
