import HCodeBase

/// A proof of knowledge of a Camenisch–Lysyanskaya signature, with the attributes that it discloses:
///
///     SEQUENCE { disclosureTime, C, A, EResponse, VResponse INTEGER,
///                AResponse INTEGER | SEQUENCE OF INTEGER, ADisclosed SEQUENCE OF INTEGER }
struct CoronaCheckProof: Sendable {
  /// What the first disclosed attribute says of the others.
  struct Metadata: Sendable {
    /// 2, or 3 with a category.
    let version: UInt8
    /// Which key is said to have signed.
    let keyIdentifier: String
  }

  private let time: [UInt8]
  private let challenge, a, eResponse, vResponse: [UInt8]
  /// The responses for what is hidden: the holder's secret, and the category, which may be.
  private let responses: [[UInt8]]
  /// The attributes, the metadata first.
  let disclosed: [[UInt8]]
  let metadata: Metadata

  /// Numbers of attributes besides the metadata, by version.
  static let attributeCounts: [UInt8: Int] = [2: 8, 3: 9]

  init(_ bytes: [UInt8], hasSeveralResponses: Bool) throws(ForeignFailure) {
    guard let parts = OpenSSL.elements(bytes), parts.count == 7,
      let responses = hasSeveralResponses
        ? Self.numbers(parts[5].elements) : Self.numbers([parts[5]]),
      let disclosed = Self.numbers(parts[6].elements), let first = disclosed.first,
      let numbers = Self.numbers(Array(parts[..<5])), (1...2).contains(responses.count)
    else { throw .forged(.malformedStructure, "it is not the DER of a proof") }
    guard let described = Self.attribute(first).flatMap({ OpenSSL.elements($0) }),
      described.count == 2, let version = described[0].content.first,
      let keyIdentifier = String(validating: described[1].content, as: UTF8.self)
    else { throw .forged(.malformedStructure, "the first attribute does not name version and key") }
    guard let count = Self.attributeCounts[version] else {
      throw .undecided(
        .unknownVersion, detail: "version \(version) of CoronaCheck's attributes")
    }
    guard disclosed.count + responses.count == count + 2 else {
      throw .forged(.malformedStructure, "not \(count) attributes")
    }
    time = numbers[0]
    challenge = numbers[1]
    a = numbers[2]
    eResponse = numbers[3]
    vResponse = numbers[4]
    self.responses = responses
    self.disclosed = disclosed
    metadata = Metadata(version: version, keyIdentifier: keyIdentifier)
  }

  private static func numbers(_ elements: [ASN1Element]?) -> [[UInt8]]? {
    guard let elements else { return nil }
    let numbers = elements.compactMap(\.magnitude)
    return numbers.count == elements.count ? numbers : nil
  }

  /// The bytes of an attribute: its number without the lowest bit, which says that it is there; nil when that bit is 0.
  static func attribute(_ number: [UInt8]) -> [UInt8]? {
    guard let last = number.last, last & 1 == 1 else { return nil }
    var bytes: [UInt8] = []
    var carry: UInt8 = 0
    for byte in number {
      bytes.append(byte >> 1 | carry << 7)
      carry = byte & 1
    }
    return Array(bytes.drop { $0 == 0 })
  }

  /// When the code was made; nil for a time that is none.
  var disclosureTime: Timestamp? { seconds.flatMap { Timestamp(seconds: $0) } }

  private var seconds: Int64? {
    time.count > 7 ? nil : time.reduce(0) { $0 << 8 | Int64($1) }
  }

  /// What a denylist names it by: the first 16 bytes of the hash of the challenge.
  var identifier: [UInt8] { Array(Sodium.sha256(challenge).prefix(16)) }

  /// Whether it proves what it says, under that key:
  ///
  ///     Ẑ = (Z / (A^(2^(Le-1)) ∏ R[i+1]^a_i))^(-C) · A^e · R[0]^r · … · S^v  mod n
  ///     C = SHA-256 (DER (4, 1, A, Ẑ, SHA-256 (disclosureTime)[..16]))
  func holds(under key: CoronaCheckKey) -> Bool {
    guard let seconds, challenge.count <= 32, let sizes = key.sizes,
      responses.allSatisfy({ Self.bits($0) <= sizes.attribute + sizes.statistical + 257 }),
      Self.bits(eResponse) <= 120 + sizes.statistical + 257,
      disclosed.count + responses.count <= key.bases.count,
      let n = BigNumber(key.modulus), let field = ModularArithmetic(n),
      let commitment = commitment(key, sizes, field)
    else { return false }
    let nonce = Sodium.sha256(Array("\(seconds)".utf8)).prefix(16)
    let hashed = DER.sequence(
      DER.integer([4]), DER.integer([1]), DER.integer(a), DER.integer(commitment),
      DER.integer(nonce))
    return Sodium.sha256(hashed).drop { $0 == 0 }.elementsEqual(challenge)
  }

  /// Ẑ.
  private func commitment(
    _ key: CoronaCheckKey, _ sizes: CoronaCheckKey.Sizes, _ field: ModularArithmetic
  ) -> [UInt8]? {
    func power(_ base: [UInt8], _ exponent: [UInt8]) -> BigNumber? {
      guard let base = BigNumber(base), let exponent = BigNumber(exponent) else { return nil }
      return field.power(base, exponent)
    }
    func product(_ factors: [BigNumber?]) -> BigNumber? {
      factors.reduce(BigNumber([1])) { result, factor in
        guard let result, let factor else { return nil }
        return field.product(result, factor)
      }
    }
    let known = disclosed.enumerated().map { offset, attribute in
      // One that is too long was hashed before it was signed.
      let exponent =
        Self.bits(attribute) > sizes.attribute ? Sodium.sha256(attribute) : attribute
      return power(key.bases[1 + offset], exponent)
    }
    let twoToTheE =
      [UInt8(1 << ((sizes.e - 1) % 8))] + [UInt8](repeating: 0, count: (sizes.e - 1) / 8)
    guard let z = BigNumber(key.z), let challenge = BigNumber(challenge),
      let denominator = product([power(a, twoToTheE)] + known),
      let inverse = field.inverse(denominator), let quotient = field.product(z, inverse),
      let negated = field.inverse(quotient), let first = field.power(negated, challenge)
    else { return nil }
    let hidden = responses.enumerated().map { offset, response in
      power(key.bases[offset == 0 ? 0 : offset + disclosed.count], response)
    }
    return product([first, power(a, eResponse)] + hidden + [power(key.s, vResponse)])?.bytes
  }

  private static func bits(_ number: [UInt8]) -> Int {
    let digits = number.drop { $0 == 0 }
    return digits.first.map { digits.count * 8 - $0.leadingZeroBitCount } ?? 0
  }
}
