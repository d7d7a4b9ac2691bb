@testable import HCodeCore
@testable import HCodeBase
@testable import HCodeTrust
import Testing

/// What a checkpoint takes of what an authority makes (docs/trust.md §4.1).
struct TrustHoldingsTests {
  static func refusal(
    _ holdings: inout TrustHoldings, _ signed: SignedTrustList, pins: [TrustHoldings.Pin] = [],
    at now: Timestamp = Authority.now
  ) -> ImportRefusal.Name? {
    do throws(ImportRefusal) {
      _ = try holdings.take(signed, pins: pins, at: now)
      return nil
    } catch {
      return error.name
    }
  }

  /// Holds version 5 with roots 1, 2 and 3, two of which sign.
  static func holdings() throws -> (TrustHoldings, KeyThreshold) {
    let roots = try Authority.role(2, [1, 2, 3])
    var holdings = TrustHoldings()
    let signed = try Authority.signed(Authority.list(version: 5, roots: roots), by: [1, 2])
    #expect(refusal(&holdings, signed, pins: [.fingerprint(roots.fingerprint)]) == nil)
    return (holdings, roots)
  }

  @Test func `an older list is refused, and the newer one stays`() throws {
    var (holdings, roots) = try Self.holdings()
    let older = try Authority.signed(Authority.list(version: 4, roots: roots), by: [1, 2])
    #expect(try Self.refusal(&holdings, older) == .rollback)
    #expect(holdings.lists[Authority.identifier("CN-HA")]?.list.version == 5)
  }

  @Test func `the version that is held with other contents is refused`() throws {
    var (holdings, roots) = try Self.holdings()
    let other = try Authority.signed(
      Authority.list(version: 5, roots: roots, name: "Hubei"), by: [1, 2])
    #expect(try Self.refusal(&holdings, other) == .equivocation)
    let same = try Authority.signed(Authority.list(version: 5, roots: roots), by: [2, 3])
    #expect(try Self.refusal(&holdings, same) == nil, "other signatures, the same list")
  }

  @Test func `root keys change by the old and the new, and by nobody else`() throws {
    let new = try Authority.role(2, [4, 5])
    for (signers, expected): ([UInt8], ImportRefusal.Name?) in [
      ([4, 5], .unsignedRootChange), ([1, 4, 5], .unsignedRootChange), ([1, 2], .underSigned),
      ([1, 2, 4], .underSigned), ([1, 2, 4, 5], nil),
    ] {
      var (holdings, _) = try Self.holdings()
      let list = try Authority.list(version: 6, roots: new)
      #expect(try Self.refusal(&holdings, Authority.signed(list, by: signers)) == expected)
    }
  }

  @Test func `a lower threshold takes the old one's signatures`() throws {
    var (holdings, _) = try Self.holdings()
    let lower = try Authority.list(version: 6, roots: Authority.role(1, [1, 2, 3]))
    #expect(
      try Self.refusal(&holdings, try Authority.signed(lower, by: [1])) == .unsignedRootChange)
    #expect(try Self.refusal(&holdings, try Authority.signed(lower, by: [1, 3])) == nil)
  }

  @Test func `a rotation that was skipped is followed only over the list between`() throws {
    var (holdings, _) = try Self.holdings()
    let between = try Authority.signed(
      Authority.list(version: 6, roots: Authority.role(1, [4])), by: [1, 2, 4])
    let last = try Authority.signed(
      Authority.list(version: 7, roots: Authority.role(1, [5])), by: [4, 5])
    #expect(try Self.refusal(&holdings, last) == .unsignedRootChange)
    #expect(try Self.refusal(&holdings, between) == nil)
    #expect(try Self.refusal(&holdings, last) == nil)
    #expect(holdings.lists[Authority.identifier("CN-HA")]?.chain.count == 3)
  }

  @Test func `nobody is believed for their own word`() throws {
    let roots = try Authority.role(1, [1])
    let signed = try Authority.signed(Authority.list(roots: roots), by: [1])
    var holdings = TrustHoldings()
    #expect(try Self.refusal(&holdings, signed) == .unknownAuthority)
    let stranger = try TrustHoldings.Pin.rootKey(Authority.publicKey(9))
    #expect(try Self.refusal(&holdings, signed, pins: [stranger]) == .unknownAuthority)
    let elsewhere = try TrustHoldings.Pin.fingerprint(Authority.role(1, [9]).fingerprint)
    #expect(try Self.refusal(&holdings, signed, pins: [elsewhere]) == .unknownAuthority)
    #expect(
      try Self.refusal(&holdings, signed, pins: [.rootKey(try Authority.publicKey(1))]) == nil)
  }

  @Test func `one signature of two, or one key twice, is too few`() throws {
    let roots = try Authority.role(2, [1, 2, 3])
    let pins = [TrustHoldings.Pin.fingerprint(roots.fingerprint)]
    for signers: [UInt8] in [[], [1], [1, 1], [1, 7, 8, 9]] {
      var holdings = TrustHoldings()
      let signed = try Authority.signed(Authority.list(roots: roots), by: signers)
      #expect(try Self.refusal(&holdings, signed, pins: pins) == .underSigned)
    }
  }

  @Test func `a list from the future is refused, five minutes apart`() throws {
    let roots = try Authority.role(1, [1])
    let pins = [TrustHoldings.Pin.rootKey(try Authority.publicKey(1))]
    for (seconds, expected): (Int64, ImportRefusal.Name?) in [(300, nil), (301, .notYetIssued)] {
      var holdings = TrustHoldings()
      let list = try Authority.list(
        roots: roots, issued: Authority.now.advanced(bySeconds: seconds))
      #expect(
        try Self.refusal(&holdings, try Authority.signed(list, by: [1]), pins: pins) == expected)
    }
  }

  @Test func `a recognised authority's first list needs the roots it is recognised by`() throws {
    let mine = try Authority.role(1, [1])
    let theirs = try Authority.role(2, [6, 7])
    let list = try Authority.list(
      roots: mine, recognitions: [Authority.recognition("CN-HB", roots: theirs)])
    var holdings = TrustHoldings()
    let pins = [TrustHoldings.Pin.rootKey(try Authority.publicKey(1))]
    #expect(try Self.refusal(&holdings, try Authority.signed(list, by: [1]), pins: pins) == nil)
    let false1 = try Authority.signed(
      Authority.list("CN-HB", roots: Authority.role(1, [8])), by: [8])
    #expect(try Self.refusal(&holdings, false1) == .unknownAuthority)
    let issuer = try Authority.issuer("CN-HB-WH", key: 5, of: "CN-HB")
    let theirList = try Authority.list("CN-HB", roots: theirs, issuers: [issuer])
    #expect(try Self.refusal(&holdings, try Authority.signed(theirList, by: [6, 7])) == nil)
    let path = holdings.paths[try Authority.publicKey(5).identifier]?.first
    #expect(path?.recognition != nil)
  }

  /// Whoever stole enough root keys can publish the last version there is; nothing newer is taken until the operator
  /// forgets the authority and pins its new root keys (TUF's recovery from fast-forward).
  @Test func `a fast-forward ends when the operator pins the new roots`() throws {
    var (holdings, roots) = try Self.holdings()
    let stolen = try Authority.list(version: TrustList.maximumVersion, roots: roots)
    #expect(try Self.refusal(&holdings, try Authority.signed(stolen, by: [1, 2])) == nil)
    let fresh = try Authority.role(2, [4, 5])
    let next = try Authority.signed(Authority.list(version: 6, roots: fresh), by: [4, 5])
    #expect(try Self.refusal(&holdings, next) == .unsignedRootChange)
    let isForgotten = holdings.forget(Authority.identifier("CN-HA"))
    #expect(isForgotten)
    #expect(try Self.refusal(&holdings, next) == .unknownAuthority)
    #expect(try Self.refusal(&holdings, next, pins: [.fingerprint(fresh.fingerprint)]) == nil)
  }
}
