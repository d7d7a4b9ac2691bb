import HCodeBase

extension CoronaCheck {
  /// How long a code on a screen counts, in seconds, where the material does not say.
  private static let screenSeconds: Int64 = 180

  /// Reads the members that the app's configuration had: `keys` (by key id: `n`, `Z`, `S` and `R` in decimal), `denylist` (base64 of the first 16
  /// bytes of the hash of a challenge), `qrValidForSeconds`, and `policy`, `3G` or `1G`. Not dated.
  static func trustMaterial(_ file: [UInt8]) throws(ImportRefusal) -> ForeignTrustMaterial {
    let members = try ForeignKeyList.members(file)
    var material = ForeignTrustMaterial(entries: [])
    let seconds = members["qrValidForSeconds"]?.number.flatMap { Int64($0) } ?? screenSeconds
    let policy = members["policy"]?.string
    guard policy == nil || policy == "1G" || policy == "3G" else {
      throw ImportRefusal(.malformedList, "policy is neither 1G nor 3G")
    }
    let keys = members["keys"]?.object ?? [:]
    try ImportRefusal.check(keys: keys.count)
    for (identifier, key) in keys {
      guard let key = key.object, let n = number(key["n"]), let z = number(key["Z"]),
        let s = number(key["S"]), let bases = key["R"]?.array.map({ $0.compactMap(number) }),
        (10...64).contains(bases.count), bases.count == key["R"]?.array?.count
      else {
        material.leftOut.append("\(identifier): n, Z, S and R are not the numbers of a key")
        continue
      }
      let listed = CoronaCheckKey(
        modulus: n, z: z, s: s, bases: bases, screenSeconds: seconds, policy: policy)
      guard listed.sizes != nil else {
        material.leftOut.append("\(identifier): n has neither 1024 nor 2048 bits")
        continue
      }
      material.entries.append(.init(name: keyName(identifier), content: listed.content))
    }
    let denylist = try ForeignKeyList.revoked("denylist", of: members)
    if denylist != nil { material.entries.append(.revocationMark(.nl)) }
    var names = NamesOfOneContent(.nl, issuer: deniedIssuer)
    for denied in denylist ?? [] {
      guard let identifier = denied.string.flatMap(Base64.decode), identifier.count == 16
      else { throw ImportRefusal(.malformedList, "denylist holds what is not base64 of 16 bytes") }
      names.append(identifier)
    }
    material.names = [names]
    guard members["keys"] != nil || denylist != nil else {
      throw ImportRefusal(.malformedList, "neither keys nor denylist is there")
    }
    if members["keys"] == nil { material.part = "denylist" }
    return material
  }

  /// A number in decimal, as text or as a number; no longer than the largest modulus.
  private static func number(_ value: JSONValue?) -> [UInt8]? {
    guard let text = value?.string ?? value?.number, text.utf8.count <= 620,
      text.utf8.allSatisfy({ (0x30...0x39).contains($0) })
    else { return nil }
    return BigNumber(digits: text.utf8.map { $0 - 0x30 }, base: 10)?.bytes
  }
}
