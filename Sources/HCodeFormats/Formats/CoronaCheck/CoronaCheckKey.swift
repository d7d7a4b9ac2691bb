import HCodeBase

/// A public key of the issuer, and how the place where codes are shown goes about it.
struct CoronaCheckKey: Sendable {
  /// n, Z, S and the bases R, most significant byte first.
  let modulus, z, s: [UInt8]
  let bases: [[UInt8]]
  /// How many seconds a code on a screen counts for.
  let screenSeconds: Int64
  /// `1G` where only those count that rest on a test.
  let policy: String?

  /// How long the parts of a proof are, in bits, by the modulus.
  struct Sizes: Sendable {
    let attribute, statistical, e: Int
  }

  /// Nil for a modulus of a size that no issuer used.
  var sizes: Sizes? {
    switch modulus.count * 8 {
    case 1024: Sizes(attribute: 256, statistical: 80, e: 597)
    case 2048: Sizes(attribute: 256, statistical: 128, e: 645)
    default: nil
    }
  }

  var content: CBORValue {
    .array([
      .bytes(modulus), .bytes(z), .bytes(s), .array(bases.map { .bytes($0) }),
      .integer(screenSeconds), .text(policy ?? ""),
    ])
  }

  init?(_ content: CBORValue) {
    guard let parts = content.array, parts.count == 6, let modulus = parts[0].byteString,
      let z = parts[1].byteString, let s = parts[2].byteString,
      let bases = parts[3].array?.compactMap(\.byteString), let seconds = parts[4].integer,
      let policy = parts[5].textString
    else { return nil }
    self.init(
      modulus: modulus, z: z, s: s, bases: bases, screenSeconds: seconds,
      policy: policy.isEmpty ? nil : policy)
  }

  init(
    modulus: [UInt8], z: [UInt8], s: [UInt8], bases: [[UInt8]], screenSeconds: Int64,
    policy: String?
  ) {
    self.modulus = modulus
    self.z = z
    self.s = s
    self.bases = bases
    self.screenSeconds = screenSeconds
    self.policy = policy
  }
}

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
    for (identifier, key) in (members["keys"]?.object ?? [:]).sorted(by: { $0.key < $1.key }) {
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
    for denied in denylist ?? [] {
      guard let identifier = denied.string.flatMap(Base64.decode), identifier.count == 16
      else { throw ImportRefusal(.malformedList, "denylist holds what is not base64 of 16 bytes") }
      material.entries.append(.init(name: denialName(identifier), content: .simple(22)))
    }
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
