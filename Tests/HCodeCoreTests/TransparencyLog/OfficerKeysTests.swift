@testable import HCodeBase
@testable import HCodeCore
import Testing

/// Which signatures count (docs/log.md §2).
@Suite struct OfficerKeysTests {
  private let now: Timestamp
  private let code: KeyIdentifier

  init() throws {
    now = try #require(Timestamp(seconds: 1_790_000_000))
    code = try Authority.key(1).issuerKey.publicKey.identifier
  }

  private func keys(
    second: Bool = true, signsRed: Bool = true, from: Int64 = -100, to: Int64 = 100,
    needsTwo: Bool = true, issuer: String = "CN-HA"
  ) throws -> OfficerKeys {
    var keys = OfficerKeys()
    for (number, red) in [(UInt8(1), true), (2, signsRed)].prefix(second ? 2 : 1) {
      keys.add(
        OfficerKeys.Key(
          publicKey: try Authority.key(number).issuerKey.publicKey,
          notBefore: now.advanced(bySeconds: from), until: now.advanced(bySeconds: to),
          signsRed: red, needsSecondOfficer: needsTwo),
        of: try Authority.identifier(issuer))
    }
    return keys
  }

  private func entry(_ kind: LogAct.Kind, count: UInt64 = 1, two: Bool = true, first: UInt8 = 1)
    throws
    -> SignedAct
  {
    let ended = LogAct.Ended(value: .revoked, until: now, count: count)
    let grounds = LogAct.Grounds(reason: .status(.arrival), order: "O")
    let act = try #require(
      LogAct(
        kind, commitment: Digest(of: [1]), issuer: try Authority.identifier("CN-HA"),
        keyIdentifier: code, officer: try Authority.identifier("desk-7"),
        status: kind == .issued ? .red : nil,
        grounds: count > 20 || kind == .issued ? grounds : nil, time: now,
        until: kind == .cleared ? nil : now.advanced(bySeconds: 60), count: count,
        ended: kind == .cleared ? [ended] : []))
    let one = try SignedAct(act, with: Authority.key(first))
    guard two else { return one }
    return try #require(
      try one.countersigned(
        by: Authority.identifier("desk-9"), with: Authority.key(first == 1 ? 2 : 1)))
  }

  @Test func `a raise, a red and a change of many codes need two officers, a lost card one`() throws
  {
    let known = try keys()
    for kind in [LogAct.Kind.issued, .raised, .suspended, .revoked, .cleared] {
      #expect(known.hold(try entry(kind)))
      let one = known.hold(try entry(kind, two: false))
      #expect(one == (kind != .issued && kind != .raised))
    }
    #expect(known.hold(try entry(.suspended, count: 20, two: false)))
    #expect(!known.hold(try entry(.suspended, count: 21, two: false)))
    #expect(known.hold(try entry(.suspended, count: 21)))
    let lenient = try keys(needsTwo: false)
    #expect(lenient.hold(try entry(.raised, two: false)))
    #expect(!lenient.hold(try entry(.raised, count: 21, two: false)))
  }

  @Test func `a key for exposures signs the opening of a day alone, and nothing else does`() throws
  {
    let (first, second) = (try Authority.key(1), try Authority.key(2))
    func opening(_ key: SigningKey) throws -> SignedAct {
      let act = LogAct(
        .opened, commitment: Digest(of: [1]), issuer: try Authority.identifier("CN-HA"),
        keyIdentifier: key.issuerKey.publicKey.identifier,
        officer: try Authority.identifier("desk-7"), time: now)
      return try SignedAct(try #require(act), with: key)
    }
    func known(opens: Bool, begins: Bool) throws -> OfficerKeys {
      var keys = try keys(second: false)
      keys.add(
        OfficerKeys.Key(
          publicKey: second.issuerKey.publicKey, notBefore: now.advanced(bySeconds: -100),
          until: now.advanced(bySeconds: 100), begins: begins, opens: opens, signsRed: false,
          needsSecondOfficer: false),
        of: try Authority.identifier("CN-HA"))
      return keys
    }
    let exposures = try known(opens: true, begins: false)
    #expect(exposures.hold(try opening(second)))
    #expect(!exposures.hold(try opening(first)), "a key for codes opens nothing")
    #expect(try !known(opens: false, begins: true).hold(try opening(second)))
    #expect(!exposures.hold(try entry(.suspended, two: false, first: 2)))
    #expect(!exposures.hold(try entry(.revoked, two: false, first: 2)))
    #expect(!exposures.hold(try entry(.revoked, count: 21)), "it is no second officer")
    #expect(try known(opens: false, begins: true).hold(try entry(.revoked, count: 21)))
    // Nor is an opening signed for another key's.
    let other = LogAct(
      .opened, commitment: Digest(of: [1]), issuer: try Authority.identifier("CN-HA"),
      keyIdentifier: code, officer: try Authority.identifier("desk-7"), time: now)
    #expect(!exposures.hold(try SignedAct(try #require(other), with: second)))
  }

  /// The entry with another unprotected header: what somebody with the log's key can write.
  private func pasted(_ header: CBORValue, into entry: SignedAct) throws -> SignedAct {
    guard
      case .tagged(18, .array(var parts)) = try ImportRefusal.strictCBOR(entry.encoded, "it")
    else { throw SignedAct.Malformed(detail: "no COSE_Sign1") }
    parts[1] = header
    return try SignedAct(CBORValue.tagged(18, .array(parts)).encoded)
  }

  private func header(of entry: SignedAct) throws -> CBORValue {
    guard case .tagged(18, .array(let parts)) = try ImportRefusal.strictCBOR(entry.encoded, "it")
    else { throw SignedAct.Malformed(detail: "no COSE_Sign1") }
    return parts[1]
  }

  @Test func `a second signature that was forged or made for another act never counts`() throws {
    let known = try keys()
    let raise = try entry(.raised)
    #expect(known.hold(raise))
    guard
      case .map(let pairs) = try header(of: raise), case .array(let parts)? = pairs.first?.value,
      case .bytes(var bytes) = parts[2]
    else { throw SignedAct.Malformed(detail: "no countersignature") }
    bytes[0] ^= 1
    let forged = CBORValue.map([
      (key: .unsigned(11), value: .array([parts[0], parts[1], .bytes(bytes)]))
    ])
    #expect(try !known.hold(pasted(forged, into: raise)))
    // Of another act by the same two, of one that the other began, and beside a signature that would do alone.
    for other in [try entry(.suspended, count: 21), try entry(.raised, count: 2)] {
      #expect(try !known.hold(pasted(header(of: other), into: raise)))
      #expect(try !known.hold(pasted(header(of: raise), into: other)))
    }
    let alone = try entry(.suspended, two: false)
    #expect(known.hold(alone))
    #expect(try !known.hold(pasted(header(of: raise), into: alone)))
    // The first officer's own signature in the second place, under either key's id.
    let swapped = try entry(.raised, first: 2)
    #expect(known.hold(swapped))
    #expect(throws: SignedAct.Malformed.self) {
      try self.pasted(self.header(of: swapped), into: raise)
    }
    // Without it, the act has one officer.
    #expect(try !known.hold(pasted(.map([]), into: raise)))
  }

  @Test func `a second officer of another issuer, ended, not yet begun or struck off never counts`()
    throws
  {
    let raise = try entry(.raised)
    let second = try Authority.key(2).issuerKey.publicKey
    func known(from: Int64 = -100, to: Int64 = 100, of issuer: String = "CN-HA") throws
      -> OfficerKeys
    {
      var keys = try keys(second: false)
      keys.add(
        OfficerKeys.Key(
          publicKey: second, notBefore: now.advanced(bySeconds: from),
          until: now.advanced(bySeconds: to), begins: false, signsRed: true,
          needsSecondOfficer: true),
        of: try Authority.identifier(issuer))
      return keys
    }
    #expect(try known().hold(raise))
    for keys in [
      try known(of: "CN-HA-2"), try known(of: "CN-HB"), try known(to: 0), try known(from: 301),
    ] {
      #expect(!keys.hold(raise))
    }
    // A key that only countersigns begins nothing, not even with a colleague's help.
    #expect(try !known().hold(entry(.raised, first: 2)))
    #expect(try !known().hold(entry(.suspended, two: false, first: 2)))
  }

  @Test func `keys of the issuer that were valid then and may do it count, and no others`() throws {
    let raise = try entry(.raised)
    #expect(!OfficerKeys().hold(raise))
    let unknown = [
      try keys(second: false), try keys(signsRed: false), try keys(issuer: "CN-HB"),
      try keys(from: 301), try keys(to: 0),
    ]
    for keys in unknown { #expect(!keys.hold(raise)) }
    for keys in [try keys(), try keys(from: 300), try keys(to: 1)] { #expect(keys.hold(raise)) }
    let (green, revocation) = (try keys(signsRed: false), try entry(.revoked))
    #expect(green.hold(revocation))
    let stranger = try entry(.revoked, two: false, first: 3)
    #expect(try !keys().hold(stranger))
  }
}
