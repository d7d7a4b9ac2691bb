@testable import HCodeBase
@testable import HCodeCore
@testable import HCodeTrust
import Testing

struct TrustListRoundTripTests {
  /// A list of anything that a list may say, the same for the same number.
  static func random(_ number: UInt64) throws -> TrustList {
    var chance = SplitMix(state: number)
    var keys = try (1...60).map { try Authority.publicKey(UInt8($0)) }.shuffled(using: &chance)
    func grant() throws -> Grant {
      let kinds = EvidenceKind.allCases.filter { _ in chance.next() % 2 == 0 }
      let statuses = HealthStatus.allCases.filter { $0 == .green || chance.next() % 2 == 0 }
      let ages = kinds.map { ($0, chance.next() % 100_000) }
      let longest = chance.next() % 2 == 0 ? nil : 1 + chance.next() % 1_000_000
      return try #require(
        Grant(
          statuses: Set(statuses), evidence: Dictionary(uniqueKeysWithValues: ages),
          longestValidity: longest))
    }
    func role(_ count: Int) throws -> KeyThreshold {
      let taken = Array(keys.prefix(count))
      keys.removeFirst(count)
      return try #require(
        KeyThreshold(threshold: Int.random(in: 1...count, using: &chance), keys: taken))
    }
    func listed(_ issuer: Int) throws -> [ListedKey] {
      let taken = keys.prefix(Int.random(in: 1...3, using: &chance))
      keys.removeFirst(taken.count)
      return try taken.enumerated().map { index, key in
        let uri = try #require(StatusListURI("https://x/\(issuer)/\(index)"))
        let use: ListedKey.Use =
          chance.next() % 3 == 0
          ? .statusLists([uri])
          : .codes(try grant(), statusList: chance.next() % 2 == 0 ? uri : nil)
        return try #require(
          ListedKey(
            publicKey: key, notBefore: Authority.now,
            until: Authority.now.advanced(bySeconds: 1 + Int64(chance.next() % 1_000_000)),
            use: use, agreement: [UInt8](repeating: UInt8(index), count: 64)))
      }
    }
    let issuers = try (0..<Int.random(in: 0...6, using: &chance)).map { issuer in
      try #require(
        ListedIssuer(
          identifier: Authority.identifier("I-\(issuer)"), names: Authority.names("x"),
          keys: try listed(issuer), appeal: issuer % 2 == 0 ? nil : "tel 123",
          sunset: issuer % 3 == 0 ? Authority.now : nil))
    }
    let recognitions = try (0..<Int.random(in: 0...3, using: &chance)).map { index in
      let terms =
        index % 2 == 0
        ? Recognition.Terms(statuses: [.green, .red])
        : Recognition.Terms(
          statuses: [.green], greenEvidence: [.pcr: 2880, .recovery: 0],
          otherwiseYellow: index % 3 == 0, sunset: Authority.now)
      return Recognition(
        authority: Authority.identifier("A-\(index)"), names: Authority.names("y"),
        roots: try role(2), terms: try #require(terms))
    }
    return try TrustList(
      authority: Authority.identifier("CN-HA"), names: Authority.names("Henan"),
      version: 1 + chance.next() % 1_000, issued: Authority.now,
      expires: Authority.now.advanced(bySeconds: 86_400), timeToLive: 1 + chance.next() % 100,
      roots: try role(Int.random(in: 1...5, using: &chance)),
      snapshotKeys: chance.next() % 2 == 0 ? nil : try role(1), issuers: issuers.shuffled(),
      recognitions: recognitions, sunset: chance.next() % 2 == 0 ? nil : Authority.now)
  }

  @Test func `two hundred lists of anything come back as they were, and as the same bytes`() throws
  {
    for number in 1...200 {
      let list = try Self.random(UInt64(number))
      let read = try TrustList(payload: list.encoded)
      #expect(read == list)
      #expect(read.encoded == list.encoded)
    }
  }

  @Test func `a list that cannot be is not made`() throws {
    let roots = try Authority.role(1, [1])
    let zz = try Authority.issuer("CN-HA-ZZ", key: 5)
    func refusal(_ make: () throws -> TrustList) -> String? {
      do {
        _ = try make()
        return nil
      } catch {
        return (error as? ImportRefusal)?.detail
      }
    }
    let cases: [(String, () throws -> TrustList)] = [
      ("twice", { try Authority.list(roots: roots, issuers: [zz, zz]) }),
      (
        "one key has one purpose",
        { try Authority.list(roots: roots, issuers: [zz, Authority.issuer("CN-HA-KF", key: 5)]) }
      ),
      (
        "one key has one purpose",
        { try Authority.list(roots: roots, issuers: [Authority.issuer("CN-HA-KF", key: 1)]) }
      ),
      (
        "recognises itself",
        {
          try Authority.list(
            roots: roots, recognitions: [Authority.recognition("CN-HA", roots: roots)])
        }
      ),
      ("no version", { try Authority.list(version: 0, roots: roots) }),
      ("no version", { try Authority.list(version: 1 << 53, roots: roots) }),
    ]
    for (word, make) in cases {
      let detail = try #require(refusal(make))
      #expect(detail.contains(word))
    }
    #expect(KeyThreshold(threshold: 0, keys: roots.keys) == nil)
    #expect(KeyThreshold(threshold: 2, keys: roots.keys) == nil)
    #expect(KeyThreshold(threshold: 1, keys: roots.keys + roots.keys) == nil)
  }

  /// Points of small order, as in `Ed25519Tests`.
  @Test func `a key of small order never enters a list`() throws {
    let list = try Authority.list(
      roots: Authority.role(1, [1]), issuers: [Authority.issuer("CN-HA-ZZ", key: 5)])
    let good = try Authority.publicKey(5).bytes
    let root = try Authority.publicKey(1).bytes
    let payload = list.encoded
    let weak = [
      "0100000000000000000000000000000000000000000000000000000000000000",
      "0000000000000000000000000000000000000000000000000000000000000000",
      "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
      "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
      "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
      "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    ]
    for hex in weak {
      let point = try Corpus.bytes(hex: hex)
      for key in [good, root] {
        let range = try #require(payload.firstRange(of: key))
        var changed = payload
        changed.replaceSubrange(range, with: point)
        #expect(throws: ImportRefusal.self) { try TrustList(payload: changed) }
      }
    }
  }
}

/// Steele, Lea and Flood's SplitMix64: chance that is the same on each run.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
