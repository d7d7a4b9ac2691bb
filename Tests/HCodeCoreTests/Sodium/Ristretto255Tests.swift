@testable import HCodeBase
import Testing

/// RFC 9496, appendices A.1 and A.3; the encodings of A.2 that are refused are in `conformance/venue/bad`.
struct Ristretto255Tests {
  private static let multiples = [
    "0000000000000000000000000000000000000000000000000000000000000000",
    "e2f2ae0a6abc4e71a884a961c500515f58e30b6aa582dd8db6a65945e08d2d76",
    "6a493210f7499cd17fecb510ae0cea23a110e8d5b901f8acadd3095c73a3b919",
    "94741f5d5d52755ece4f23f044ee27d5d1ea1e2bd196b462166b16152a9d0259",
    "da80862773358b466ffadfe0b3293ab3d9fd53c5ea6c955358f568322daf6a57",
    "e882b131016b52c1d3337080187cf768423efccbb517bb495ab812c4160ff44e",
    "f64746d3c92b13050ed8d80236a7f0007c3b3f962f5ba793d19a601ebb1df403",
    "44f53520926ec81fbd5a387845beb7df85a96a24ece18738bdcfa6a7822a176d",
    "903293d8f2287ebe10e2374dc1a53e0bc887e592699f02d077d5263cdd55601c",
    "02622ace8f7303a31cafc63f8fc48fdc16e1c8c8d234b2f0d6685282a9076031",
    "20706fd788b2720a1ed2a5dad4952b01f413bcf0e7564de8cdc816689e2db95f",
    "bce83f8ba5dd2fa572864c24ba1810f9522bc6004afe95877ac73241cafdab42",
    "e4549ee16b9aa03099ca208c67adafcafa4c3f3e4e5303de6026e3ca8ff84460",
    "aa52e000df2e16f55fb1032fc33bc42742dad6bd5a8fc0be0167436c5948501f",
    "46376b80f409b29dc2b5f6f0c52591990896e5716f41477cd30085ab7f10301e",
    "e0c418f7c8d9c4cdd7395b93ea124f3ad99021bb681dfc3302a9d99a2e53e64e",
  ]
  private static let derived = [
    (
      "Ristretto is traditionally a short shot of espresso coffee",
      "3066f82a1a747d45120d1740f14358531a8f04bbffe6a819f86dfe50f44a0a46"
    ),
    (
      "made with the normal amount of ground coffee but extracted with",
      "f26e5b6f7d362d2d2a94c5d0e7602cb4773c95a2e5c31a64f133189fa76ed61b"
    ),
    (
      "about half the amount of water in the same amount of time",
      "006ccd2a9e6867e6a2c5cea83d3302cc9de128dd2a9a57dd8ee7b9d7ffe02826"
    ),
    (
      "by using a finer grind.",
      "f8f0c87cf237953c5890aec3998169005dae3eca1fbb04548c635953c817f92a"
    ),
    (
      "This produces a concentrated shot of coffee per volume.",
      "ae81e7dedf20a497e10c304a765c1767a42d6e06029758d2d7e8ef7cc4c41179"
    ),
    (
      "Just pulling a normal shot short will produce a weaker shot",
      "e2705652ff9f5e44d3e841bf1c251cf7dddb77d140870d1ab2ed64f1a9ce8628"
    ),
    (
      "and is not a Ristretto as some believe.",
      "80bd07262511cdde4863f8a7434cef696750681cb9510eea557088f76d9e5065"
    ),
  ]

  private static func number(_ value: UInt8) throws -> Ristretto255.Number {
    try #require(Ristretto255.Number(bytes: [value] + [UInt8](repeating: 0, count: 31)))
  }

  /// The order of the group, the least byte first.
  private static let order: [UInt8] =
    [
      0xED, 0xD3, 0xF5, 0x5C, 0x1A, 0x63, 0x12, 0x58, 0xD6, 0x9C, 0xF7, 0xA2, 0xDE, 0xF9, 0xDE,
      0x14,
    ] + [UInt8](repeating: 0, count: 15) + [0x10]

  @Test func `multiples of the generator are those of RFC 9496`() throws {
    for (value, expected) in Self.multiples.enumerated() {
      let multiple = Ristretto255.Element.generator.times(try Self.number(UInt8(value)))
      #expect(Hex.encode(multiple.bytes) == expected)
    }
  }

  @Test func `elements from a hash are those of RFC 9496`() {
    for (text, expected) in Self.derived {
      #expect(Hex.encode(Ristretto255.Element(hashOf: Array(text.utf8)).bytes) == expected)
    }
  }

  @Test func `sums and differences of multiples are multiples`() throws {
    let (one, two, three) = (try Self.number(1), try Self.number(2), try Self.number(3))
    let generator = Ristretto255.Element.generator
    #expect(one + two == three)
    #expect(generator.times(one) + generator.times(two) == generator.times(three))
    #expect(generator.times(three) - generator.times(two) == generator)
    #expect(generator - generator == .identity)
    #expect(generator.times(try Self.number(0)) == .identity)
    #expect(Ristretto255.Element.identity.times(two) == .identity)
    #expect(Ristretto255.Element.identity + generator == generator)
  }

  @Test func `a number has one spelling, below the order`() throws {
    var below = Self.order
    below[0] -= 1
    let last = try #require(Ristretto255.Number(bytes: below))
    #expect(last + (try Self.number(1)) == (try Self.number(0)))
    #expect(Ristretto255.Number(bytes: Self.order) == nil)
    #expect(Ristretto255.Number(bytes: [UInt8](repeating: 0xFF, count: 32)) == nil)
    #expect(Ristretto255.Number(bytes: below + [0]) == nil)
    #expect(Ristretto255.Number(bytes: below.dropLast()) == nil)
  }

  @Test func `the identity and what is no canonical element are refused`() throws {
    #expect(Ristretto255.Element(bytes: [UInt8](repeating: 0, count: 32)) == nil)
    #expect(Ristretto255.Element(bytes: [1] + [UInt8](repeating: 0, count: 31)) == nil)
    #expect(Ristretto255.Element(bytes: [UInt8](repeating: 0xFF, count: 32)) == nil)
    let generator = Ristretto255.Element.generator.bytes
    #expect(Ristretto255.Element(bytes: generator) != nil)
    #expect(Ristretto255.Element(bytes: generator + [0]) == nil)
    #expect(Ristretto255.Element(bytes: generator.dropLast()) == nil)
  }

  @Test func `a secret number computes as the same number in the open does`() throws {
    let (a, b) = (try Ristretto255.Secret(), try Ristretto255.Secret())
    let x = Ristretto255.Number(hashOf: [1, 2, 3])
    #expect(a.disclosed != b.disclosed)
    #expect(try a.plus(b).disclosed == a.disclosed + b.disclosed)
    let element = Ristretto255.Element.random()
    #expect(element.times(a) == element.times(a.disclosed))
    #expect(element.times(try a.times(x)) == element.times(a.disclosed).times(x))
    let multiple = try a.secretMultiple(of: element)
    #expect(multiple.withUnsafeMutableBytes { Array($0) } == element.times(a.disclosed).bytes)
  }

  @Test func `a secret is read from its one spelling only`() throws {
    func read(_ bytes: [UInt8]) -> Ristretto255.Secret? {
      bytes.withUnsafeBytes { GuardedBytes(copying: $0) }.flatMap { Ristretto255.Secret($0) }
    }
    let secret = try Ristretto255.Secret()
    #expect(read(secret.disclosed.bytes)?.disclosed == secret.disclosed)
    #expect(read(Self.order) == nil)
    #expect(read(secret.disclosed.bytes + [0]) == nil)
  }
}
