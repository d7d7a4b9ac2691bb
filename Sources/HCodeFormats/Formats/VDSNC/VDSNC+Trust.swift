import HCodeBase

extension VDSNC {
  /// The name under which an authority is looked up by its key.
  static func authorityName(_ keyIdentifier: [UInt8]) -> ForeignKeyName {
    ForeignKeyName(.vdsnc, issuer: "csca", identifier: keyIdentifier)
  }

  /// The name under which an authority is looked up by its subject, for certificates that state no more.
  static func authorityName(subject: [UInt8]) -> ForeignKeyName {
    ForeignKeyName(.vdsnc, issuer: "csca subject", identifier: subject)
  }

  /// The name of a signer's certificate that the operator pinned.
  static func pinName(_ certificate: X509Certificate) -> ForeignKeyName {
    ForeignKeyName(.vdsnc, issuer: "dsc", identifier: Sodium.sha256(certificate.encoded))
  }

  /// The name of a signer's certificate that its state revoked.
  static func revocationName(state: String, serialNumber: [UInt8]) -> ForeignKeyName {
    ForeignKeyName(.vdsnc, issuer: revokedOf(state: state), identifier: serialNumber)
  }

  private static func revokedOf(state: String) -> String { "revoked " + state }

  /// The name of a signer's certificate that the authority of that name or key identifier revoked.
  static func revocationName(by authority: [UInt8], serialNumber: [UInt8]) -> ForeignKeyName {
    revocationName(byHash: Sodium.sha256(authority), serialNumber: serialNumber)
  }

  /// The same by SHA-256 of that name or key identifier.
  static func revocationName(byHash authority: [UInt8], serialNumber: [UInt8]) -> ForeignKeyName {
    ForeignKeyName(.vdsnc, issuer: revokedBy, identifier: authority + serialNumber)
  }

  private static let revokedBy = "revoked by"

  /// The name of the record that the store has a revocation list of the authority of that name or key identifier.
  static func revocationListName(of authority: [UInt8]) -> ForeignKeyName {
    ForeignKeyName(.vdsnc, issuer: "crl", identifier: Sodium.sha256(authority))
  }

  /// Reads one of these:
  ///
  /// - certificates of authorities, one in DER or any number in PEM;
  /// - a master list;
  /// - a revocation list in DER or PEM;
  /// - a JSON object with `csca` and `dsc`, arrays of `is` (the state, three letters) and `der` (base64), and
  ///   `revoked`, an array of `is` and `serial` (hexadecimal). It is not signed.
  static func trustMaterial(_ file: [UInt8]) throws(ImportRefusal) -> ForeignTrustMaterial {
    if CMSSignedData.recognises(file) { return try MasterList.material(file) }
    if let certificate = X509Certificate(file) {
      var material = material(of: [certificate])
      guard !material.entries.isEmpty else {
        throw ImportRefusal(.malformedList, material.leftOut.joined(separator: "; "))
      }
      let (state, part) = (
        state(of: certificate) ?? "",
        Hex.encode(Array(Sodium.sha256(certificate.encoded).prefix(4)))
      )
      material.part = "csca-\(state)-\(part)"
      material.expires = certificate.notAfter
      return material
    }
    if file.first == 0x30 { return try revocations(file) }
    if let lists = PEM.contents(file, label: "X509 CRL"), let list = lists.first {
      guard lists.count == 1, !PEM.isPEM(file) else {
        throw ImportRefusal(
          .malformedList, "a revocation list and something else besides: import each by itself")
      }
      return try revocations(list)
    }
    if PEM.isPEM(file) { return try certificates(pem: file) }
    let members = try ForeignKeyList.members(file)
    _ = try ForeignKeyList.revoked("revoked", of: members)
    let kinds = ["csca", "dsc", "revoked"].filter { members[$0]?.array != nil }
    guard !kinds.isEmpty else {
      throw ImportRefusal(.malformedList, "none of csca, dsc and revoked is there")
    }
    var material = ForeignTrustMaterial(entries: [])
    if kinds == ["revoked"] { material.part = "revoked" }
    if kinds.contains("revoked") { material.entries.append(.revocationMark(.vdsnc)) }
    material.names = try revocations(members["revoked"]?.array ?? [])
    for kind in kinds where kind != "revoked" {
      let elements = members[kind]?.array ?? []
      try ImportRefusal.check(keys: elements.count)
      for (number, element) in elements.enumerated() {
        guard let element = element.object, let state = element["is"]?.string,
          let entries = entries(kind, element, state: state), !entries.isEmpty
        else {
          material.leftOut.append(
            "\(kind) \(number + 1): no state, or no certificate that can be used")
          continue
        }
        material.entries += entries
      }
    }
    return material
  }

  /// Revoked certificates, by the state that each names. One that cannot be read must not be skipped.
  private static func revocations(
    _ elements: [JSONValue]
  ) throws(ImportRefusal) -> [NamesOfOneContent] {
    var names: [ExactText: NamesOfOneContent] = [:]
    for (number, element) in elements.enumerated() {
      guard let state = element.object?["is"]?.string,
        let serial = element.object?["serial"]?.string.flatMap(bytes(hexadecimal:))
      else {
        throw ImportRefusal(.malformedList, "revoked \(number + 1) has no is or serial")
      }
      names[
        ExactText(state), default: NamesOfOneContent(.vdsnc, issuer: revokedOf(state: state))
      ].append(DER.integer(serial))
    }
    return names.sorted { $0.key < $1.key }.map(\.value)
  }

  private static func entries(
    _ kind: String, _ element: JSONFields, state: String
  ) -> [ForeignTrustMaterial.Entry]? {
    guard
      let certificate = element["der"]?.string.flatMap(Base64.decode)
        .flatMap(X509Certificate.init)
    else { return nil }
    guard kind == "dsc" else { return authority(certificate, state: state) }
    return [.init(name: pinName(certificate), content: content(certificate, state: state))]
  }

  // MARK: Certificates

  private static func certificates(pem file: [UInt8]) throws(ImportRefusal) -> ForeignTrustMaterial
  {
    guard let blocks = PEM.certificates(file) else {
      throw ImportRefusal(.malformedList, "a PEM block is damaged")
    }
    if blocks.count == 1, let block = blocks.first, X509Certificate(block) != nil {
      return try trustMaterial(block)
    }
    try ImportRefusal.check(keys: blocks.count)
    var material = material(of: blocks.map(X509Certificate.init))
    guard !material.entries.isEmpty else {
      throw ImportRefusal(.malformedList, material.leftOut.joined(separator: "; "))
    }
    material.counts = [("authorities", blocks.count - material.leftOut.count)]
    return material
  }

  /// Entries of authorities, under the state that their subject names. Other certificates are left out and named by
  /// their number.
  static func material(of certificates: [X509Certificate?]) -> ForeignTrustMaterial {
    var material = ForeignTrustMaterial(entries: [])
    for (number, certificate) in certificates.enumerated() {
      let name = "certificate \(number + 1)"
      guard let certificate else {
        material.leftOut.append("\(name): it is no X.509 certificate that can be read")
        continue
      }
      let called = [name, certificate.subjectName].compactMap { $0 }.joined(separator: ", ")
      guard let state = state(of: certificate) else {
        material.leftOut.append("\(called): its subject names no country that is known here")
        continue
      }
      let entries = authority(certificate, state: state)
      if entries.isEmpty {
        material.leftOut.append("\(called): it is not of an authority of its own")
      }
      material.entries += entries
    }
    return material
  }

  private static func state(of certificate: X509Certificate) -> String? {
    certificate.subjectCountry.flatMap(CountryCode.alpha3)
  }

  /// Entries of an authority by its key and by its name; none when the certificate is not self-issued, or no
  /// authority's.
  private static func authority(
    _ certificate: X509Certificate, state: String
  ) -> [ForeignTrustMaterial.Entry] {
    let content = content(certificate, state: state)
    guard certificate.subject == certificate.issuer, certificate.isAuthority else { return [] }
    let byKey = certificate.subjectKeyIdentifier.map {
      ForeignTrustMaterial.Entry(name: authorityName($0), content: content)
    }
    return (byKey.map { [$0] } ?? [])
      + [.init(name: authorityName(subject: certificate.subject), content: content)]
  }

  private static func content(_ certificate: X509Certificate, state: String) -> CBORValue {
    .array([.text(state), .bytes(certificate.encoded)])
  }

  // MARK: Revocation lists

  /// The signature of a master list or a revocation list, checked before what it lists is read; nil for other files.
  static func envelope(of file: [UInt8]) throws(ImportRefusal) -> ListEnvelope? {
    if CMSSignedData.recognises(file) { return try MasterList.envelope(file) }
    guard let encoded = encodedRevocations(file) else { return nil }
    let list = try revocationList(encoded)
    return ListEnvelope(
      signature: heldSignature(list), part: part(of: list), issued: list.thisUpdate)
  }

  private static func part(of list: X509RevocationList) -> String {
    let state = list.issuerCountry.flatMap(CountryCode.alpha3) ?? ""
    return "crl-\(state)-" + Hex.encode(Array(Sodium.sha256(list.issuer).prefix(4)))
  }

  private static func encodedRevocations(_ file: [UInt8]) -> [UInt8]? {
    if file.first == 0x30 {
      return CMSSignedData.recognises(file) || X509Certificate(file) != nil ? nil : file
    }
    guard let lists = PEM.contents(file, label: "X509 CRL"), lists.count == 1 else { return nil }
    return lists[0]
  }

  private static func revocationList(
    _ file: [UInt8]
  ) throws(ImportRefusal) -> X509RevocationList {
    do { return try X509RevocationList(file) } catch {
      throw ImportRefusal(
        .malformedList, "neither a certificate nor a master list: \(error.detail)")
    }
  }

  private static func heldSignature(_ list: X509RevocationList) -> ListSignature {
    .held(
      [authorityName(subject: list.issuer)]
        + (list.authorityKeyIdentifier.map { [authorityName($0)] } ?? [])
    ) { content in
      content.array?.last?.byteString.flatMap(X509Certificate.init).map(list.isSigned) ?? false
    }
  }

  /// Revoked certificates are stored by their issuer's name, once each; under its name and under its key, since states spell one name in two
  /// ways, stands the hash of the name that they are stored by.
  private static func revocations(_ file: [UInt8]) throws(ImportRefusal) -> ForeignTrustMaterial {
    let list = try revocationList(file)
    let issuer = Sodium.sha256(list.issuer)
    let authorities = [list.issuer] + (list.authorityKeyIdentifier.map { [$0] } ?? [])
    var material = ForeignTrustMaterial(
      entries: authorities.map {
        .init(name: revocationListName(of: $0), content: .bytes(issuer))
      })
    var names = NamesOfOneContent(.vdsnc, issuer: revokedBy)
    do {
      try list.forEachSerialNumber { names.append(issuer + $0) }
    } catch {
      throw ImportRefusal(.malformedList, "no revocation list that is read here: \(error.detail)")
    }
    material.names = [names]
    material.part = part(of: list)
    material.issued = list.thisUpdate
    material.expires = list.nextUpdate
    material.counts = [("revoked certificates", names.places.count)]
    material.signature = heldSignature(list)
    return material
  }

  private static func bytes(hexadecimal digits: String) -> [UInt8]? {
    let values = (digits.count % 2 == 1 ? "0" + digits : digits).compactMap(\.hexDigitValue)
    guard !values.isEmpty, values.count == digits.count + digits.count % 2 else { return nil }
    return stride(from: 0, to: values.count, by: 2).map { UInt8(values[$0] << 4 | values[$0 + 1]) }
  }
}
