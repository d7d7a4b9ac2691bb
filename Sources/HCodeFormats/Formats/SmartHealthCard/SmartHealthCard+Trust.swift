import HCodeBase

extension SmartHealthCard {
  /// Reads a directory: the VCI's snapshot (`vci_snapshot.json`), or any file of its shape, `issuerInfo` with issuers, their keys and
  /// their revocation lists.
  static func trustMaterial(_ file: [UInt8]) throws(ImportRefusal) -> ForeignTrustMaterial {
    let members = try object(file)
    guard let issuers = members["issuerInfo"]?.array else {
      throw ImportRefusal(
        .malformedList,
        members["keys"] != nil || members["rids"] != nil
          ? "it does not say whose it is: give --issuer, or import it by its https address"
          : "no directory of issuers: issuerInfo is missing")
    }
    var reader = SmartHealthCardTrustReader()
    for value in issuers {
      guard let info = value.object, let issuer = info["issuer"]?.object,
        let url = issuer["iss"]?.string
      else { throw ImportRefusal(.malformedList, "an issuer without iss") }
      try reader.read(
        keys: info["keys"]?.array ?? [], lists: info["crls"]?.array ?? [], of: url,
        named: issuer["name"]?.string, isVouchedFor: true)
    }
    // Under a signature that is not in it: `trust import --signature`.
    reader.material.claimedTime = members["time"]?.string.flatMap { Timestamp(rfc3339: $0) }
    return reader.finished
  }

  /// Reads what an issuer publishes itself: its JWK set (`ISSUER/.well-known/jwks.json`) or a revocation list
  /// (`ISSUER/.well-known/crl/KID.json`).
  static func trustMaterial(
    _ file: [UInt8], of issuer: String
  ) throws(ImportRefusal) -> ForeignTrustMaterial {
    let members = try object(file)
    let place = issuer.hasPrefix("https://") ? String(issuer.dropFirst(8)) : issuer
    guard (1...160).contains(place.utf8.count) else {
      throw ImportRefusal(.malformedList, "the issuer's address is empty or too long")
    }
    var reader = SmartHealthCardTrustReader()
    if let keys = members["keys"]?.array {
      try reader.read(keys: keys, lists: [], of: issuer, named: nil)
      reader.material.part = "keys/" + place
    } else {
      try reader.read(keys: [], lists: [.object(members)], of: issuer, named: nil)
      reader.material.part = "crl/" + (members["kid"]?.string?.prefix(64) ?? "") + "/" + place
    }
    let material = reader.finished
    guard material.leftOut.isEmpty || material.counts.dropFirst().contains(where: { $0.number > 0 })
    else {
      throw ImportRefusal(.malformedList, material.leftOut.joined(separator: "; "))
    }
    return material
  }

  private static func object(_ file: [UInt8]) throws(ImportRefusal) -> JSONFields {
    let value: JSONValue
    do { value = try JSONValue(list: file) } catch {
      throw ImportRefusal(.malformedList, "no JSON: \(error)")
    }
    guard let members = value.object else { throw ImportRefusal(.malformedList, "no JSON object") }
    return members
  }
}
