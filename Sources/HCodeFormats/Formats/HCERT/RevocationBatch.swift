import HCodeCore
import HCodeBase

/// A batch of the EU gateway's revocation list (revocation-b2b, 2022): hashes of certificates that their country took back.
struct RevocationBatch {
  /// What is hashed. Of an ECDSA signature only r is, since (r, n - s) is as valid as (r, s).
  enum HashType: String, CaseIterable {
    case signature = "SIGNATURE"
    case uci = "UCI"
    case countryCodeUCI = "COUNTRYCODEUCI"
  }

  /// The first 16 bytes of SHA-256 are what counts.
  static let hashBytes = 16

  /// In the one spelling of `CountryCode`.
  let country: String
  let expires: Timestamp
  /// Nil for `UNKNOWN_KID`: any key of the country.
  let keyIdentifier: [UInt8]?
  let hashType: HashType
  let hashes: [[UInt8]]

  // MARK: Reading

  /// Reads a batch, an array of them, or an object with them under `batches`; nil when it is nothing of the kind.
  static func batches(_ file: [UInt8]) throws(ImportRefusal) -> [RevocationBatch]? {
    guard file.first == UInt8(ascii: "{") || file.first == UInt8(ascii: "["),
      let value = try? JSONValue(file)
    else { return nil }
    let elements = value.array ?? value.object?["batches"]?.array ?? [value]
    guard elements.first?.object?["hashType"] != nil else { return nil }
    var batches: [RevocationBatch] = []
    for (index, element) in elements.enumerated() {
      batches.append(try RevocationBatch(element, "batch \(index + 1)"))
    }
    return batches
  }

  /// Reads a batch as its country uploads it and the gateway hands it on: a signed message (CMS) whose content is the JSON, in DER or its Base64; nil for
  /// anything else. Batches are never changed, so each is held under a name of its own.
  static func signedMaterial(_ file: [UInt8]) throws(ImportRefusal) -> ForeignTrustMaterial? {
    let data = "1.2.840.113549.1.7.1"
    guard let message = signedMessage(file) else { return nil }
    let signed: CMSSignedData
    do { signed = try CMSSignedData(message, contentType: data) } catch {
      switch error {
      case .malformed(let detail):
        throw ImportRefusal(.malformedList, "no signed revocation batch: " + detail)
      case .badSignature(let detail): throw ImportRefusal(.badSignature, detail)
      }
    }
    guard let batches = try batches(signed.content) else {
      throw ImportRefusal(.malformedList, "what was signed is no revocation batch")
    }
    var material = material(batches)
    material.part += "-" + Hex.encode(Array(Sodium.sha256(signed.content).prefix(8)))
    material.issued = signed.signingTime
    material.signature = .certified(signers: signed.signers, authorities: nil)
    return material
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
      // To pass over one would be to let those in whom it means.
      throw malformed("hashType is none of SIGNATURE, UCI and COUNTRYCODEUCI")
    }
    guard let expires = members["expires"]?.string.flatMap(Self.time) else {
      throw malformed("expires is no time")
    }
    self.country = CountryCode.canonical(country)
    self.expires = expires
    self.hashType = hashType
    if kid == "UNKNOWN_KID" {
      keyIdentifier = nil
    } else {
      guard let bytes = Base64.decodeAny(kid) else { throw malformed("kid is no Base64") }
      keyIdentifier = bytes
    }
    var hashes: [[UInt8]] = []
    for (index, entry) in entries.enumerated() {
      guard let text = entry.object?["hash"]?.string ?? entry.string,
        let hash = Base64.decodeAny(text), hash.count >= Self.hashBytes
      else { throw malformed("entry \(index + 1) is no hash of \(Self.hashBytes) bytes") }
      hashes.append(Array(hash.prefix(Self.hashBytes)))
    }
    self.hashes = hashes
  }

  /// RFC 3339, with the fractions of a second that gateways write.
  private static func time(_ text: String) -> Timestamp? {
    guard let point = text.firstIndex(of: ".") else { return Timestamp(rfc3339: text) }
    let rest = text[text.index(after: point)...].drop { $0.isASCII && $0.isNumber }
    return Timestamp(rfc3339: text[..<point] + rest)
  }

  // MARK: In a store

  /// Each hash under its own name, so that looking one up costs the same however many there are; and a mark for each key and country
  /// that is spoken of, by which an out-of-date list is noticed, and one that any are held.
  static func material(_ batches: [RevocationBatch]) -> ForeignTrustMaterial {
    var material = ForeignTrustMaterial(
      part: "revocation", entries: [.revocationMark(.dcc, isAddition: true)])
    var scopes: Set<[UInt8]> = []
    for batch in batches {
      let scope = batch.keyIdentifier ?? Array(batch.country.utf8)
      if scopes.insert(scope).inserted {
        material.entries.append(.revocationMark(.dcc, of: scope, isAddition: true))
      }
      let content = CBORValue.array([
        batch.keyIdentifier.map { .bytes($0) } ?? .simple(22), .text(batch.country),
        .integer(batch.expires.seconds),
      ])
      for hash in batch.hashes {
        material.entries.append(.init(name: name(batch.hashType, hash), content: content))
      }
    }
    return material
  }

  private static func name(_ type: HashType, _ hash: [UInt8]) -> ForeignKeyName {
    ForeignKeyName(.dcc, issuer: "revoked/" + type.rawValue, identifier: hash)
  }

  // MARK: Looking up

  /// Whether a certificate was taken back, and what is missing to say that it was not. `signers` are all whose signature it is.
  ///
  /// The bearer may have chosen the key id: it can stand where no signature covers it, and one key may be held under several. So every id of
  /// the key is asked for. And a hash means one certificate, whatever the id beside it, if its country is the one that took it back.
  static func judgement(
    on certificate: UnverifiedHCERT, _ claims: HCERTClaims,
    by signers: [(name: ForeignKeyName, signer: HCERTSigner)], _ trust: any ForeignTrust,
    at now: Timestamp
  ) throws(ForeignFailure) -> (
    isRevoked: Bool, lack: (reason: VerdictReason, detail: String)?
  ) {
    guard try !trust.records(.revocationMark(.dcc)).isEmpty else { return (false, nil) }
    var keyIdentifiers = Set(signers.map(\.name.identifier))
    for key in Set(signers.map(\.signer.key.subjectPublicKeyInfo)) {
      keyIdentifiers.formUnion(try SignerList.keyIdentifiers(of: key, trust))
    }
    // The issuing country is the claims' in some verifiers and the entry's in others.
    let entry = claims.firstEntry
    let spelled = ([claims.issuer, entry?["co"]?.trimmedText] + signers.map(\.signer.country))
      .compactMap { $0 }
    let countries = Set(spelled.map(CountryCode.canonical))
    let spellings = Set(spelled + countries.flatMap(CountryCode.spellings))
    for (type, hash) in hashes(certificate, entry?["ci"]?.textString, spellings) {
      for record in try trust.records(name(type, hash)) {
        guard case .array(let parts) = record.content, parts.count == 3,
          let country = parts[1].textString,
          let expires = parts[2].integer.flatMap({ Timestamp(seconds: $0) })
        else { continue }
        let isForKey = parts[0].byteString.map(keyIdentifiers.contains) ?? false
        if isForKey || countries.contains(country), now < expires { return (true, nil) }
      }
    }
    let scopes =
      keyIdentifiers.sorted { $0.lexicographicallyPrecedes($1) }
      + countries.sorted().map { Array($0.utf8) }
    return (
      false,
      try trust.revocationLack(scopes.map { .revocationMark(.dcc, of: $0) }, at: now)
    )
  }

  private static func hashes(
    _ certificate: UnverifiedHCERT, _ identifier: String?, _ countries: Set<String>
  ) -> [(HashType, [UInt8])] {
    func hash(_ bytes: some Sequence<UInt8>) -> [UInt8] {
      Array(Sodium.sha256(Array(bytes)).prefix(hashBytes))
    }
    let signature = certificate.message.signature
    let half = certificate.algorithm == .es256 ? signature.count / 2 : signature.count
    var hashes: [(HashType, [UInt8])] = [(.signature, hash(signature.prefix(half)))]
    if let identifier {
      hashes.append((.uci, hash(identifier.utf8)))
      hashes += countries.map { (.countryCodeUCI, hash(($0 + identifier).utf8)) }
    }
    return hashes
  }
}
