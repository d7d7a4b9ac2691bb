@testable import HCodeBase
@testable import HCodeCore
import Testing

struct StatusDeltaTests {
  let made: StatusListFixture

  init() throws { made = try StatusListFixture() }

  private func list(_ capacity: Int, _ statuses: [UInt32: CodeStatus]) throws -> StatusList {
    var list = try #require(StatusList(capacity: capacity))
    for (index, status) in statuses {
      let isSet = list.set(status, at: index)
      #expect(isSet)
    }
    return list
  }

  private func read(_ file: [UInt8]) throws -> StatusDelta {
    try StatusDeltaToken(bytes: file).verified(by: made.publicKey)
  }

  @Test func `a delta leads from the old list to the new one, and only from that`() throws {
    for _ in 0..<30 {
      let capacity = Int.random(in: 4...5000)
      var old = try #require(StatusList(capacity: capacity))
      for _ in 0..<capacity / 8 {
        _ = old.set(
          try #require(CodeStatus.allCases.randomElement()), at: .random(in: 0..<UInt32(capacity)))
      }
      var new = old
      for index in UInt32(0)..<UInt32(capacity) where Int.random(in: 0..<5) == 0 {
        let was = try #require(old[index])
        if let worse = CodeStatus.allCases.filter({ $0 > was }).randomElement() {
          _ = new.set(worse, at: index)
        }
      }
      guard new != old else { continue }
      let delta = try StatusDelta(from: old, to: new)
      let file = try StatusDeltaToken.sign(delta, scope: made.scope, key: made.key)
      let token = try StatusDeltaToken(bytes: file)
      #expect(token.scope == made.scope && token.keyIdentifier == made.publicKey.identifier)
      #expect(try read(file) == delta)
      #expect(try read(file).apply(to: old) == new)
      #expect(try refusal { _ = try delta.apply(to: new) } == .wrongBase)
    }
  }

  @Test func `what got better is in no delta`() throws {
    for was in CodeStatus.allCases {
      for becomes in CodeStatus.allCases where becomes < was {
        #expect(throws: StatusDelta.DifferenceError.improves(index: 5, from: was, to: becomes)) {
          try StatusDelta(
            from: list(8, [5: was, 1: .asSigned]), to: list(8, [5: becomes, 1: .revoked]))
        }
      }
    }
    let one = try list(8, [1: .revoked])
    #expect(throws: StatusDelta.DifferenceError.nothingChanged) {
      try StatusDelta(from: one, to: one)
    }
    #expect(throws: StatusDelta.DifferenceError.otherSize) {
      try StatusDelta(from: one, to: list(12, [:]))
    }
  }

  @Test func `65536 codes can get one status in a delta and not one more`() throws {
    let old = try list(70_000, [:])
    var new = old
    for index in UInt32(0)..<65_536 { _ = new.set(.suspended, at: index) }
    let delta = try StatusDelta(from: old, to: new)
    let file = try StatusDeltaToken.sign(delta, scope: made.scope, key: made.key)
    #expect(try read(file).apply(to: old) == new)
    _ = new.set(.suspended, at: 65_536)
    #expect(throws: StatusDelta.DifferenceError.tooMany) { try StatusDelta(from: old, to: new) }
  }

  /// A delta signed over whatever it is told.
  private func delta(
    _ old: StatusList, _ new: StatusList, _ lists: [(UInt64, [UInt64])]
  ) throws -> StatusDelta {
    let changes = lists.map {
      (key: CBORValue.unsigned($0.0), value: CBORValue.array($0.1.map(CBORValue.unsigned)))
    }
    let content = CBORValue.map([
      (.unsigned(1), .bytes(old.digest.bytes)), (.unsigned(2), .bytes(new.digest.bytes)),
      (.unsigned(3), .map(changes)),
    ])
    return try read(
      try made.file(
        made.claims(content, label: .integer(-65538)), type: "application/hcode-status-delta+cbor"))
  }

  @Test func `a signed delta that makes a code better is refused`() throws {
    for (was, value) in [
      (CodeStatus.raisedToRed, UInt64(1)), (.raisedToRed, 2), (.revoked, 2), (.revoked, 1),
      (.suspended, 2), (.raisedToRed, 3),
    ] {
      let old = try list(16, [9: was])
      let new = try list(16, [9: try #require(CodeStatus(rawValue: UInt8(value)))])
      #expect(
        try refusal { _ = try delta(old, new, [(value, [9])]).apply(to: old) } == .improvesStatus)
    }
  }

  @Test func `a signed delta that contradicts itself is refused`() throws {
    let old = try list(16, [:])
    let new = try list(16, [3: .revoked, 5: .revoked])
    let right: [(UInt64, [UInt64])] = [(1, [3, 2])]
    #expect(try delta(old, new, right).apply(to: old) == new)
    let wrong: [String: [(UInt64, [UInt64])]] = [
      "as signed": [(0, [3])], "no such status": [(4, [3])], "no change": [], "empty": [(1, [])],
      "twice": [(1, [3, 0])], "beyond 32 bits": [(1, [3, 0xFFFF_FFFF])],
      "64 bits": [(1, [1 << 32])],
      "outside": [(1, [3, 13])], "far outside": [(1, [0xFFFF_FFFF])],
      "another result": [(1, [3])], "in two lists": [(1, [3, 2]), (3, [3])],
      "status of 64 bits": [(1 << 32 + 1, [3])],
    ]
    for (name, lists) in wrong {
      #expect(
        try refusal { _ = try delta(old, new, lists).apply(to: old) } == .malformedList, "\(name)")
    }
  }

  @Test func `a status list is no delta and a delta no list`() throws {
    let old = try list(16, [:])
    let new = try list(16, [3: .revoked])
    let whole = try StatusListToken.sign(new, scope: made.scope, key: made.key)
    let delta = try StatusDeltaToken.sign(
      try StatusDelta(from: old, to: new), scope: made.scope, key: made.key)
    #expect(try refusal { _ = try StatusDeltaToken(bytes: whole) } == .malformedList)
    #expect(try refusal { _ = try StatusListToken(bytes: delta) } == .malformedList)
    for place in 0..<delta.count {
      var changed = delta
      changed[place] ^= 0x04
      #expect(try refusal { _ = try read(changed) } != nil)
    }
  }
}
