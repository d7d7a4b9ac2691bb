import HCodeBase
import Testing

@testable import HCodeCore

@Suite struct SignedActTests {
  private static let grounds = LogAct.Grounds(reason: .change(.lost), order: "Order 7")
  private let key = KeyIdentifier(bytes: [1, 2, 3, 4, 5, 6, 7, 8])
  private let now = Timestamp(seconds: 1_790_000_000)
  private let seed = SecretKeyFileTests.guarded([UInt8](repeating: 9, count: 32))

  private func act(
    _ kind: LogAct.Kind, root: Digest? = Digest(of: [1]), status: HealthStatus? = nil,
    grounds: LogAct.Grounds? = nil, days: Int64? = 14, count: UInt64 = 1,
    ended: [LogAct.Ended] = [], before: Timestamp? = nil
  ) throws -> LogAct? {
    let now = try #require(now)
    return LogAct(
      kind, commitment: root, issuer: try Authority.identifier("CN-HA"),
      keyIdentifier: try #require(key), officer: try Authority.identifier("desk-7"),
      status: status, grounds: grounds, time: now,
      until: days.map { now.advanced(bySeconds: $0 * 86_400) }, count: count, ended: ended,
      before: before)
  }

  private func ended(_ count: UInt64, _ value: CodeStatus = .suspended) throws -> LogAct.Ended {
    LogAct.Ended(value: value, until: try #require(now), count: count)
  }

  /// One of each kind, with the members that it names.
  private func six() throws -> [LogAct] {
    [
      try #require(
        try act(.issued, status: .red, grounds: .init(reason: .status(.arrival), order: "O"))),
      try #require(try act(.raised, count: 20)),
      try #require(try act(.suspended, grounds: Self.grounds, days: 31, count: 21)),
      try #require(try act(.revoked, days: 300, ended: [ended(1)])),
      try #require(try act(.cleared, days: nil, count: 3, ended: [ended(1, .revoked), ended(2)])),
      try #require(try act(.destroyed, root: nil, days: nil, count: 70_000, before: now)),
    ]
  }

  @Test func eachOfTheSixReadsBackAsItWasSigned() throws {
    let (first, second) = (try Authority.key(1), try Authority.key(2))
    for act in try six() {
      let one = try SignedAct(act, with: first)
      let read = try SignedAct(one.encoded)
      #expect(read.act == act && read.encoded == one.encoded && read.secondKey == nil)
      #expect(read.isSigned(by: first.issuerKey.publicKey))
      #expect(!read.isSigned(by: second.issuerKey.publicKey))
      let both = try #require(
        try one.countersigned(by: Authority.identifier("desk-9"), with: second))
      let again = try SignedAct(both.encoded)
      #expect(again.isSigned(by: first.issuerKey.publicKey))
      #expect(again.isCountersigned(by: second.issuerKey.publicKey))
      #expect(!again.isCountersigned(by: first.issuerKey.publicKey))
      #expect(again.secondOfficer == (try Authority.identifier("desk-9")))
    }
  }

  @Test func membersAreExactlyThoseOfTheKind() throws {
    let red = LogAct.Grounds(reason: .status(.arrival), order: "O")
    #expect(try act(.issued, status: .green, grounds: red) == nil)
    #expect(try act(.issued, grounds: red) == nil && act(.issued, status: .red) == nil)
    #expect(try act(.issued, status: .red, grounds: Self.grounds) == nil)
    #expect(try act(.issued, status: .red, grounds: red, count: 2) == nil)
    #expect(try act(.raised, grounds: red, count: 20) == nil && act(.raised, count: 21) == nil)
    #expect(try act(.raised, days: 32) == nil && act(.suspended, days: nil) == nil)
    #expect(try act(.revoked, days: 367) != nil && act(.revoked, days: 368) == nil)
    #expect(try act(.raised, root: nil) == nil && act(.revoked, status: .red) == nil)
    #expect(try act(.revoked, ended: [ended(2)]) == nil)
    #expect(try act(.cleared, days: nil) == nil && act(.cleared, ended: [ended(1)]) == nil)
    #expect(try act(.cleared, days: nil, count: 2, ended: [ended(1)]) == nil)
    #expect(
      try act(.cleared, days: nil, count: 2, ended: [ended(1), ended(1, .revoked)]) == nil)
    #expect(try act(.cleared, days: nil, ended: [ended(1, .asSigned)]) == nil)
    #expect(try act(.suspended, grounds: Self.grounds, count: 65_536) != nil)
    #expect(try act(.suspended, grounds: Self.grounds, count: 65_537) == nil)
    #expect(try act(.suspended, count: 0) == nil && act(.revoked, days: 0) == nil)
    #expect(try act(.destroyed, root: nil, days: nil) == nil)
    #expect(try act(.destroyed, days: nil, before: now) == nil)
  }

  @Test func aMemberTooManyOrMissingIsNoAct() throws {
    for act in try six() {
      guard case .map(let pairs) = try ImportRefusal.strictCBOR(act.encoded, "it") else {
        Issue.record("no map")
        continue
      }
      // Only a clearing has to say what it ends.
      for place in pairs.indices where pairs[place].key.integer != 13 || act.kind == .cleared {
        var fewer = pairs
        fewer.remove(at: place)
        #expect(throws: ImportRefusal.self) { try LogAct(CBORValue.map(fewer).encoded) }
      }
      let known = Set(pairs.compactMap { $0.key.integer })
      for member in 1...15 where !known.contains(Int64(member)) {
        let more = (pairs + [(key: .unsigned(UInt64(member)), value: .unsigned(1))])
          .sorted { ($0.key.integer ?? 0) < ($1.key.integer ?? 0) }
        #expect(throws: ImportRefusal.self) { try LogAct(CBORValue.map(more).encoded) }
      }
    }
  }

  @Test func theSecondOfficerIsAnotherOneAndSignsThisEntry() throws {
    let (first, second) = (try Authority.key(1), try Authority.key(2))
    let acts = try six().map { try SignedAct($0, with: first) }
    #expect(try acts[1].countersigned(by: Authority.identifier("desk-9"), with: first) == nil)
    #expect(try acts[1].countersigned(by: Authority.identifier("desk-7"), with: second) == nil)
    let signed = try #require(
      try acts[1].countersigned(by: Authority.identifier("desk-9"), with: second))
    // The countersignature of one entry under another.
    guard
      case .tagged(18, .array(let one)) = try ImportRefusal.strictCBOR(signed.encoded, "it"),
      case .tagged(18, .array(var other)) = try ImportRefusal.strictCBOR(acts[2].encoded, "it")
    else {
      Issue.record("no COSE_Sign1")
      return
    }
    other[1] = one[1]
    let pasted = try SignedAct(CBORValue.tagged(18, .array(other)).encoded)
    #expect(pasted.isSigned(by: first.issuerKey.publicKey))
    #expect(!pasted.isCountersigned(by: second.issuerKey.publicKey))
  }

  @Test(arguments: [1, 2, 3, 21, 300]) func anOpeningShowsItsOwnCodeAndNoOther(_ count: Int) throws
  {
    let indexes = (0..<UInt32(count)).map { $0 * 7 + 1 }
    let key = try #require(key)
    let leaves = try #require(
      ActLeaves(of: indexes, under: key, grounds: Self.grounds, seed: seed))
    let act = try #require(
      try act(
        .revoked, root: leaves.root, grounds: count > 20 ? Self.grounds : nil,
        count: UInt64(count)))
    let entry = try SignedAct(act, with: Authority.key(1)).encoded
    let name = try #require(NoteName("log"))
    var checkpoint = try #require(
      LogCheckpoint(origin: name, size: 1, root: MerkleHash.leaf(entry)))
    let logKey = try Authority.key(51)
    let log = NoteKey(name: name, publicKey: logKey.issuerKey.publicKey, kind: .note)
    try checkpoint.sign(as: log, at: try #require(now), with: logKey)
    let proof = LogProof(entry: entry, index: 0, hashes: [], checkpoint: checkpoint)
    func opening(
      _ index: UInt32, grounds: LogAct.Grounds = Self.grounds, salt: [UInt8]? = nil
    ) throws -> ActOpening {
      let (leaf, path) = try #require(leaves.path(to: indexes[0]))
      return ActOpening(
        keyIdentifier: key, index: index, grounds: grounds,
        salt: salt ?? ActLeaves.salt(of: index, seed: seed), leaf: leaf, path: path, proof: proof)
    }
    for index in [indexes[0], indexes[count / 2], indexes[count - 1]] {
      let (leaf, path) = try #require(leaves.path(to: index))
      let made = ActOpening(
        keyIdentifier: key, index: index, grounds: Self.grounds,
        salt: ActLeaves.salt(of: index, seed: seed), leaf: leaf, path: path, proof: proof)
      let read = try #require(ActOpening(made.bytes))
      #expect(read.bytes == made.bytes && read.opened?.act == act)
    }
    #expect(try opening(indexes[0]).opened != nil)
    #expect(try opening(2).opened == nil && leaves.path(to: 2) == nil)
    #expect(try opening(indexes[0], salt: [UInt8](repeating: 0, count: 16)).opened == nil)
    let other = LogAct.Grounds(reason: .change(.error), order: "Order 7")
    #expect(try opening(indexes[0], grounds: other).opened == nil)
  }
}
