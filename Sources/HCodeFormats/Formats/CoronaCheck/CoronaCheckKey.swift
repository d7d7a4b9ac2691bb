import HCodeBase

/// A public key of the issuer, and the local policy for codes under it.
struct CoronaCheckKey: Sendable {
  /// n, Z, S and the bases R, most significant byte first.
  let modulus, z, s: [UInt8]
  let bases: [[UInt8]]
  /// How many seconds a code on a screen counts for.
  let screenSeconds: Int64
  /// `1G` where only codes that rest on a test count.
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
