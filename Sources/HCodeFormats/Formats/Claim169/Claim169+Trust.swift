import HCodeBase

extension Claim169 {
  /// Reads a JSON object with `issuers`, each with `iss` and `keys`, JSON Web Keys (RFC 7517). Nothing of it is signed.
  static func trustMaterial(_ file: [UInt8]) throws(ImportRefusal) -> ForeignTrustMaterial {
    let members = try ForeignKeyList.members(file)
    guard let issuers = members["issuers"]?.array else {
      throw ImportRefusal(
        .malformedList,
        members["keys"] == nil
          ? "member issuers is missing"
          : "it does not say whose it is: give --issuer, or import it by its https address")
    }
    var material = ForeignTrustMaterial(entries: [])
    for value in issuers {
      guard let object = value.object, let issuer = object["iss"]?.string, !issuer.isEmpty,
        let keys = object["keys"]?.array
      else { throw ImportRefusal(.malformedList, "an issuer without iss or keys") }
      try add(keys, of: issuer, to: &material)
    }
    return material
  }

  /// Reads a JWK set as that issuer's (`ISSUER/.well-known/jwks.json`).
  static func trustMaterial(
    _ file: [UInt8], of issuer: String
  ) throws(ImportRefusal) -> ForeignTrustMaterial {
    guard let keys = try ForeignKeyList.members(file)["keys"]?.array else {
      throw ImportRefusal(.malformedList, "no JWK set: keys is missing")
    }
    let place = issuer.hasPrefix("https://") ? String(issuer.dropFirst(8)) : issuer
    guard (1...160).contains(place.utf8.count) else {
      throw ImportRefusal(.malformedList, "the issuer's name is empty or too long")
    }
    var material = ForeignTrustMaterial(entries: [])
    try add(keys, of: issuer, to: &material)
    material.part = "keys/" + place
    return material
  }

  /// Each key stands under its id, and under none: some identities name no key.
  private static func add(
    _ keys: [JSONValue], of issuer: String, to material: inout ForeignTrustMaterial
  ) throws(ImportRefusal) {
    try ImportRefusal.check(keys: material.entries.count + keys.count)
    for (number, key) in keys.enumerated() {
      let object = key.object ?? [:]
      let identifier = Array((object["kid"]?.string ?? "").utf8)
      do {
        let content = CBORValue.bytes(try Claim169Key.content(object))
        func entry(_ identifier: [UInt8], isCounted: Bool) -> ForeignTrustMaterial.Entry {
          .init(
            name: ForeignKeyName(.claim169, issuer: issuer, identifier: identifier),
            content: content, isCounted: isCounted)
        }
        if !identifier.isEmpty { material.entries.append(entry(identifier, isCounted: true)) }
        material.entries.append(entry([], isCounted: identifier.isEmpty))
      } catch {
        material.leftOut.append("\(issuer): key \(number + 1): \(error.detail)")
      }
    }
  }
}
