import HCodeBase

/// Lists of document signers as countries publish them: JSON of several shapes, a CBOR list, PEM and DER, told apart by
/// their content. Whoever imports one vouches for it.
enum SignerListReader {
  static func material(_ file: [UInt8]) throws(ImportRefusal) -> ForeignTrustMaterial {
    var list = SignerList(format: .dcc)
    switch file.first ?? 0 {
    case 0x30 where isDER(file):
      guard X509Certificate(file) != nil else {
        throw ImportRefusal(.malformedList, "no X.509 certificate that can be read")
      }
      try list.expect(1)
      list.add(certificate: file, kid: nil, called: "the certificate")
    case 0xA0...0xBF: try readCBOR(file, into: &list)
    default:
      if PEM.isPEM(file) {
        guard let certificates = PEM.certificates(file) else {
          throw ImportRefusal(.malformedList, "a PEM block is damaged")
        }
        try list.expect(certificates.count)
        for (index, certificate) in certificates.enumerated() {
          list.add(certificate: certificate, kid: nil, called: "certificate \(index + 1)")
        }
      } else {
        try readJSON(file, into: &list)
      }
    }
    guard list.count > 0 else {
      throw ImportRefusal(
        .malformedList,
        "no list of document signers: JSON, CBOR, PEM or DER with certificates is looked for")
    }
    return list.material
  }

  /// Austria's: `{"c": [{"i": kid, "c": certificate}]}`.
  private static func readCBOR(_ file: [UInt8], into list: inout SignerList) throws(ImportRefusal) {
    let value: CBORValue
    do { value = try CBORDecoder.decode(file, limits: .list) } catch {
      throw ImportRefusal(.malformedList, "no CBOR: \(error)")
    }
    guard case .array(let entries)? = CBORMembers(value)?["c"] else { return }
    try list.expect(entries.count)
    for (index, entry) in entries.enumerated() {
      let members = CBORMembers(entry)
      let name = "entry \(index + 1)"
      guard let certificate = members?["c"]?.byteString else {
        list.leaveOut(name, "it holds no certificate")
        continue
      }
      list.add(certificate: certificate, kid: members?["i"]?.byteString, called: name)
    }
  }

  /// A certificate is longer than 127 bytes, so the length of its SEQUENCE has the long form. "0" may also begin the line of Base64 with
  /// which a signed list begins.
  private static func isDER(_ file: [UInt8]) -> Bool {
    file.count > 1 && file[0] == 0x30 && file[1] >= 0x80
  }

  /// The signature of a list and what it is over: Germany's begins with a line that is the signature in Base64. Nil for other files.
  static func signature(
    of file: [UInt8]
  ) -> (signature: ListSignature, json: ArraySlice<UInt8>)? {
    // Base64 begins with none of these: a CBOR map, JSON, a certificate in DER, PEM.
    guard let first = file.first, first < 0x80, first != UInt8(ascii: "{"),
      first != UInt8(ascii: "["), !isDER(file), !PEM.isPEM(file),
      let end = file.prefix(1024).firstIndex(of: 0x0A),
      let signature = Base64.decodeWrapped(String(decoding: file[..<end], as: UTF8.self))
    else { return nil }
    let json = file[(end + 1)...]
    return (.bare(signature, over: json), json)
  }

  private static func readJSON(_ file: [UInt8], into list: inout SignerList) throws(ImportRefusal) {
    let signed = signature(of: file)
    list.signature = signed?.signature
    let json = signed?.json ?? file[...]
    let value: JSONValue
    do { value = try JSONValue(list: Array(json)) } catch {
      throw ImportRefusal(.malformedList, "no list of document signers: \(error)")
    }
    if let entries = value.array {
      try read(entries, into: &list)
    } else if let members = value.object {
      for name in ["certificates", "keys", "certs"] {
        if let entries = members[name]?.array { try read(entries, into: &list) }
      }
      // The Netherlands': one or several keys for each id.
      for (kid, keys) in members["eu_keys"]?.object ?? [:] {
        let keys = keys.array ?? [keys]
        try list.expect(keys.count)
        for key in keys { read(key, kid: kid, called: kid, into: &list) }
      }
      // Sweden's, without its JWT: keys for each country.
      for (country, keys) in members["dsc_trust_list"]?.object ?? [:] {
        try read(keys.object?["keys"]?.array ?? [], country: country, into: &list)
      }
    }
  }

  private static func read(
    _ entries: [JSONValue], country: String? = nil, into list: inout SignerList
  ) throws(ImportRefusal) {
    try list.expect(entries.count)
    for (index, entry) in entries.enumerated() {
      let kid = entry.object?["kid"]?.string ?? entry.object?["keyId"]?.string
      read(entry, kid: kid, country: country, called: kid ?? "entry \(index + 1)", into: &list)
    }
  }

  /// An entry: its certificate if it has one, else its key.
  private static func read(
    _ entry: JSONValue, kid: String?, country: String? = nil, called name: String,
    into list: inout SignerList
  ) {
    guard let entry = entry.object else { return list.leaveOut(name, "it is no object") }
    func text(_ names: String...) -> String? { names.lazy.compactMap { entry[$0]?.string }.first }
    let identifier = kid.flatMap(Base64.decodeAny)
    guard identifier != nil || kid == nil else {
      return list.leaveOut(name, "its key id is no Base64")
    }
    if let type = text("certificateType"), type != "DSC" {
      return list.leaveOut(name, "it is of type \(type), not DSC")
    }
    let country = text("country") ?? country
    // A use that is no word about kinds of certificates is that of every JWK which verifies.
    let said = entry["keyUsage"] ?? entry["use"].flatMap { $0.string == "sig" ? nil : $0 }
    let usage = said.flatMap { HCERTSigner.Usage(listed: $0) }
    guard said == nil || usage != nil else {
      return list.leaveOut(
        name, "its usage names none of t, v and r: it may sign nothing that is known")
    }
    let certificate = text("x509", "rawData", "certificate") ?? entry["x5c"]?.array?.first?.string
    if let certificate {
      guard let bytes = Base64.decodeWrapped(PEM.bare(certificate)) else {
        return list.leaveOut(name, "its certificate is no Base64")
      }
      return list.add(
        certificate: bytes, kid: identifier, usage: usage, country: country, called: name)
    }
    guard let identifier else { return list.leaveOut(name, "a key without certificate has no id") }
    let encoded = text("subjectPublicKeyInfo", "subjectPk", "publicKey", "publicKeyPem")
    if let encoded {
      guard let bytes = Base64.decodeWrapped(PEM.bare(encoded)),
        let key = VerificationKey(subjectPublicKeyInfo: bytes)
      else { return list.leaveOut(name, "its key is no SubjectPublicKeyInfo that can be used") }
      return list.add(
        key: key, kid: identifier, usage: usage, country: country, called: name)
    }
    let jwk = entry["jwk"]?.object ?? entry["publicKeyJwk"]?.object ?? entry
    do {
      list.add(
        key: try JSONWebKey(jwk).key, kid: identifier, usage: usage, country: country, called: name)
    } catch { list.leaveOut(name, error.detail) }
  }
}
