import HCodeBase

extension IsraeliCertificate {
  /// Reads one of the ministry's two certificates in DER, or a JSON object with `keys` (`c`, `et`, `spki`), with `revoked_cn` and
  /// `revoked_fn`, or with those alone, which is a part of its own. Nothing of it is signed.
  static func trustMaterial(_ file: [UInt8]) throws(ImportRefusal) -> ForeignTrustMaterial {
    if let certificate = X509Certificate(file) {
      guard certificate.subjectCountry == "IL", let key = certificate.publicKey else {
        throw ImportRefusal(
          .malformedList, "the certificate is not Israel's, or its key is of an unknown kind")
      }
      guard certificate.maySign, certificate.extendedKeyUsage != nil else {
        throw ImportRefusal(
          .malformedList, "the certificate's key usage does not let it sign documents")
      }
      let isElliptic = key.curve != nil
      let name = isElliptic ? keyName("IL MOHEC", 3) : keyName("IL MOH", 2)
      return ForeignTrustMaterial(
        part: isElliptic ? "ec" : "rsa", expires: certificate.notAfter,
        entries: [.init(name: name, content: .bytes(key.subjectPublicKeyInfo))])
    }
    let members = try ForeignKeyList.members(file)
    var material = try ForeignKeyList.entries(members["keys"]?.array ?? []) { key in
      guard let issuer = key["c"]?.string, let type = key["et"]?.number.flatMap({ UInt8($0) })
      else { return nil }
      return keyName(issuer, type)
    }
    if members["keys"] == nil { material.part = "revoked" }
    for member in ["cn", "fn"] {
      guard let batches = try ForeignKeyList.revoked("revoked_" + member, of: members) else {
        continue
      }
      material.entries.append(.revocationMark(.il))
      var names = NamesOfOneContent(.il, issuer: revocationIssuer(member))
      for batch in batches {
        guard let batch = batch.string else {
          throw ImportRefusal(.malformedList, "revoked_\(member) holds what is no text")
        }
        names.append(batch.utf8)
      }
      material.names.append(names)
    }
    guard !material.entries.isEmpty else {
      throw ImportRefusal(.malformedList, "neither keys nor revoked batches")
    }
    return material
  }
}
