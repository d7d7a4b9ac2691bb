extension VDSNC {
  /// Where authorities are found by their key.
  static func authorityName(_ keyIdentifier: [UInt8]) -> ForeignKeyName {
    ForeignKeyName(.vdsnc, issuer: "csca", identifier: keyIdentifier)
  }

  /// The same by their name, for certificates that say no more.
  static func authorityName(subject: [UInt8]) -> ForeignKeyName {
    ForeignKeyName(.vdsnc, issuer: "csca subject", identifier: subject)
  }

  /// Where a signer's certificate is found that the operator believes as it is.
  static func pinName(_ certificate: X509Certificate) -> ForeignKeyName {
    ForeignKeyName(.vdsnc, issuer: "dsc", identifier: Sodium.sha256(certificate.encoded))
  }

  /// Where a signer's certificate is found that its state revoked.
  static func revocationName(state: String, serialNumber: [UInt8]) -> ForeignKeyName {
    ForeignKeyName(.vdsnc, issuer: "revoked " + state, identifier: serialNumber)
  }

  /// Reads one certificate of an authority in DER, or a JSON object with `csca` and `dsc`, arrays of `is` (the state, three letters) and
  /// `der` (base64), and `revoked`, of `is` and `serial` (hexadecimal). Nothing of it is signed as a whole.
  static func trustMaterial(_ file: [UInt8]) throws(ListRefusal) -> ForeignTrustMaterial {
    if let certificate = X509Certificate(file) {
      guard let country = certificate.subjectCountry, let state = CountryCode.alpha3(country) else {
        throw ListRefusal(.malformedList, "the certificate's subject names no country")
      }
      let entries = authority(certificate, state: state)
      guard !entries.isEmpty else {
        throw ListRefusal(.malformedList, "the certificate is not of an authority of its own")
      }
      let part = Sodium.hex(Array(Sodium.sha256(certificate.encoded).prefix(4)))
      return ForeignTrustMaterial(
        part: "csca-\(state)-\(part)", expires: certificate.notAfter, entries: entries)
    }
    let members = try ForeignKeyList.members(file)
    let kinds = ["csca", "dsc", "revoked"].filter { members[$0]?.array != nil }
    guard !kinds.isEmpty else {
      throw ListRefusal(.malformedList, "none of csca, dsc and revoked is there")
    }
    var material = ForeignTrustMaterial(entries: [])
    if kinds == ["revoked"] { material.part = "revoked" }
    for kind in kinds {
      for (number, element) in (members[kind]?.array ?? []).enumerated() {
        guard let element = element.object, let state = element["is"]?.string,
          let entries = entries(kind, element, state: state), !entries.isEmpty
        else {
          // Whoever imports revocations wants all of them.
          guard kind != "revoked" else {
            throw ListRefusal(.malformedList, "revoked \(number + 1) has no is or serial")
          }
          material.leftOut.append(
            "\(kind) \(number + 1): no state, or no certificate that can be used")
          continue
        }
        material.entries += entries
      }
    }
    return material
  }

  private static func entries(
    _ kind: String, _ element: [String: JSONValue], state: String
  ) -> [ForeignTrustMaterial.Entry]? {
    if kind == "revoked" {
      guard let digits = element["serial"]?.string, let serial = bytes(hexadecimal: digits) else {
        return nil
      }
      return [
        .init(
          name: revocationName(state: state, serialNumber: DER.integer(serial)),
          content: .simple(22))
      ]
    }
    guard
      let certificate = element["der"]?.string.flatMap(Sodium.bytes(base64:))
        .flatMap(X509Certificate.init)
    else { return nil }
    guard kind == "dsc" else { return authority(certificate, state: state) }
    return [.init(name: pinName(certificate), content: content(certificate, state: state))]
  }

  /// An authority is found by its key and by its name; none when it is not self-issued.
  private static func authority(
    _ certificate: X509Certificate, state: String
  ) -> [ForeignTrustMaterial.Entry] {
    let content = content(certificate, state: state)
    guard certificate.subject == certificate.issuer else { return [] }
    let byKey = certificate.subjectKeyIdentifier.map {
      ForeignTrustMaterial.Entry(name: authorityName($0), content: content)
    }
    return (byKey.map { [$0] } ?? [])
      + [.init(name: authorityName(subject: certificate.subject), content: content)]
  }

  private static func content(_ certificate: X509Certificate, state: String) -> CBORValue {
    .array([.text(state), .bytes(certificate.encoded)])
  }

  private static func bytes(hexadecimal digits: String) -> [UInt8]? {
    let values = (digits.count % 2 == 1 ? "0" + digits : digits).compactMap(\.hexDigitValue)
    guard !values.isEmpty, values.count == digits.count + digits.count % 2 else { return nil }
    return stride(from: 0, to: values.count, by: 2).map { UInt8(values[$0] << 4 | values[$0 + 1]) }
  }
}
