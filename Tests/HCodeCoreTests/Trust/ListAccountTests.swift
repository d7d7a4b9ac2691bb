@testable import HCodeBase
@testable import HCodeCore
@testable import HCodeTrust
import Testing

/// A gate counts whether the changes of a list are answered for (docs/log.md §7).
@Suite struct ListAccountTests {
  private let now: Timestamp
  private let key: KeyIdentifier

  init() throws {
    now = try #require(Timestamp(seconds: 1_790_000_000))
    key = try #require(KeyIdentifier(bytes: [1, 2, 3, 4, 5, 6, 7, 8]))
  }

  private func after(_ seconds: Int64) -> Timestamp { now.advanced(bySeconds: seconds) }

  private func act(
    _ kind: LogAct.Kind, count: UInt64 = 1, until: Int64? = 1000, ended: [LogAct.Ended] = [],
    at seconds: Int64 = -10, codes: String? = nil
  ) throws -> LogAct {
    let grounds = LogAct.Grounds(
      reason: kind == .raised ? .status(.arrival) : .change(.error), order: "O")
    return try #require(
      LogAct(
        kind,
        commitment: Digest(of: Array((codes ?? "\(kind) \(count) \(until ?? 0) \(ended)").utf8)),
        issuer: try Authority.identifier("CN-HA"),
        keyIdentifier: key, officer: try Authority.identifier("desk-7"),
        grounds: count > 20 ? grounds : nil, time: after(seconds), until: until.map(after),
        count: count, ended: ended))
  }

  /// A list made now that changes so many codes to red, suspended and revoked.
  private func tally(
    red: Int = 0, suspended: Int = 0, revoked: Int = 0, size: UInt64? = 9, after held: UInt64? = nil
  ) throws -> ListTally {
    var list = try #require(StatusList(capacity: 1000))
    var next: UInt32 = 0
    for (value, count) in [
      (CodeStatus.raisedToRed, red), (.suspended, suspended), (.revoked, revoked),
    ] {
      for _ in 0..<count {
        let isSet = list.set(value, at: next)
        #expect(isSet)
        next += 1
      }
    }
    let uri = try #require(StatusListURI("u"))
    func scope(_ size: UInt64?) throws -> StatusListScope {
      try #require(
        StatusListScope(uri: uri, issued: now, expires: after(9000), ttl: 9, logSize: size))
    }
    let before = try held.map { ListTally(list, try scope($0), after: nil) }
    return ListTally(list, try scope(size), after: before)
  }

  private func log(_ size: UInt64, time: Int64 = 0, base: LogFacts.Base? = nil) -> LogFacts {
    LogFacts(digest: Digest(of: [2]), time: after(time), size: size, base: base)
  }

  private func short(_ value: CodeStatus, _ changed: UInt64, _ answered: UInt64) -> ListAccount {
    .unaccounted([ListAccount.Shortfall(value: value, changed: changed, answered: answered)])
  }

  @Test func `as many as are answered for are accounted, and one more of any value is not`() throws
  {
    let acts: [(index: UInt64, act: LogAct)] = [
      (0, try act(.raised, count: 3)), (1, try act(.suspended, count: 40)),
      (2, try act(.revoked)), (3, try act(.revoked, count: 2)),
    ]
    func account(red: Int = 3, suspended: Int = 40, revoked: Int = 3) throws -> ListAccount {
      try tally(red: red, suspended: suspended, revoked: revoked).account(by: log(9), acts)
    }
    #expect(try account() == .accounted && account(red: 0, suspended: 0, revoked: 0) == .accounted)
    #expect(try account(red: 4) == short(.raisedToRed, 4, 3))
    #expect(try account(suspended: 41) == short(.suspended, 41, 40))
    #expect(try account(revoked: 4) == short(.revoked, 4, 3))
  }

  @Test func `acts that have ended, or were ended, or come later answer for nothing`() throws {
    let raise = (index: UInt64(0), act: try act(.raised))
    #expect(try tally(red: 1).account(by: log(9), [raise]) == .accounted)
    // The same entry once more answers for nothing.
    let again = (index: UInt64(1), act: raise.act)
    #expect(try tally(red: 2).account(by: log(9), [raise, again]) == short(.raisedToRed, 2, 1))
    let ended = (index: UInt64(0), act: try act(.raised, until: 0))
    #expect(try tally(red: 1).account(by: log(9), [ended]) == short(.raisedToRed, 1, 0))
    let part = LogAct.Ended(value: .raisedToRed, until: after(1000), count: 1)
    let clearing = (index: UInt64(1), act: try act(.cleared, until: nil, ended: [part]))
    #expect(try tally(red: 1).account(by: log(9), [raise, clearing]) == short(.raisedToRed, 1, 0))
    // Escalated: the raise ends, a revocation counts.
    let graver = (index: UInt64(1), act: try act(.revoked, ended: [part]))
    #expect(try tally(revoked: 1).account(by: log(9), [raise, graver]) == .accounted)
    #expect(try tally(red: 1).account(by: log(9), [raise, graver]) == short(.raisedToRed, 1, 0))
    // An end of what has ended anyway takes nothing away.
    let past = LogAct.Ended(value: .raisedToRed, until: now, count: 1)
    let late = (index: UInt64(1), act: try act(.cleared, until: nil, ended: [past]))
    #expect(try tally(red: 1).account(by: log(9), [raise, late]) == .accounted)
    // At or after the list's log size nothing changes its state.
    let outside = (index: UInt64(9), act: try act(.raised, count: 20))
    #expect(try tally(red: 1).account(by: log(30), [outside]) == short(.raisedToRed, 1, 0))
    let laterClearing = (index: UInt64(9), act: clearing.act)
    #expect(try tally(red: 1).account(by: log(30), [raise, laterClearing]) == .accounted)
  }

  @Test func `an act answers from its own time on, not before`() throws {
    func account(_ seconds: Int64) throws -> ListAccount {
      let ahead = (index: UInt64(0), act: try act(.raised, until: 2000, at: seconds))
      return try tally(red: 1).account(by: log(9), [ahead])
    }
    #expect(try account(300) == .accounted && account(301) == short(.raisedToRed, 1, 0))
    // Nor does it end anything yet.
    let part = LogAct.Ended(value: .raisedToRed, until: after(1000), count: 1)
    let raise = (index: UInt64(0), act: try act(.raised))
    let clearing = (index: UInt64(1), act: try act(.cleared, until: nil, ended: [part], at: 301))
    #expect(try tally(red: 1).account(by: log(9), [raise, clearing]) == .accounted)
  }

  @Test func `acts on the same codes add once, and everything that they end is taken away`() throws
  {
    let part = LogAct.Ended(value: .suspended, until: after(1000), count: 1)
    let first = (index: UInt64(0), act: try act(.suspended, count: 3, codes: "a"))
    // Another officer, another time, the same codes: two acts and one answer.
    let again = (index: UInt64(1), act: try act(.suspended, count: 3, at: -9, codes: "a"))
    #expect(try tally(suspended: 4).account(by: log(9), [first, again]) == short(.suspended, 4, 3))
    // A clearing may not hide behind the commitment of what it ends, nor behind that of another clearing.
    let clearing = (index: UInt64(2), act: try act(.cleared, until: nil, ended: [part], codes: "a"))
    #expect(
      try tally(suspended: 3).account(by: log(9), [first, clearing]) == short(.suspended, 3, 2))
    let other = (
      index: UInt64(3), act: try act(.cleared, until: nil, ended: [part], at: -8, codes: "a")
    )
    #expect(
      try tally(suspended: 2).account(by: log(9), [first, clearing, other])
        == short(.suspended, 2, 1))
  }

  @Test func `a log that is behind leaves it open until it is late, and a size never goes back`()
    throws
  {
    #expect(try tally(red: 1).account(by: nil, []) == .open)
    #expect(try tally(red: 1).account(by: log(8, time: 300), []) == .open)
    #expect(try tally(red: 1).account(by: log(8, time: 301), []) == .unaccounted([]))
    let base = LogFacts.Base(size: 2, time: now)
    #expect(try tally(red: 1).account(by: log(9, base: base), []) == .open)
    #expect(try tally(size: nil).account(by: log(9), []) == .unaccounted([]))
    #expect(try tally(size: 9, after: 9).account(by: log(9), []) == .accounted)
    #expect(try tally(size: 8, after: 9).account(by: log(9), []) == .unaccounted([]))
    #expect(try tally(size: nil, after: 9).account(by: log(9), []) == .unaccounted([]))
  }

  @Test func `what is stored of a list and its account reads back`() throws {
    for tally in [try tally(red: 2, suspended: 1), try tally(size: nil)] {
      #expect(ListTally(tally.cbor) == tally)
    }
    for account in [.accounted, .open, .unaccounted([]), short(.suspended, 41, 38)] as [ListAccount]
    {
      #expect(ListAccount(account.cbor) == account)
    }
    #expect(ListAccount(.unsigned(2)) == nil && ListTally(.array([])) == nil)
  }

  @Test func `stored acts read back, and go 31 days after their end`() throws {
    let entries = try [
      act(.suspended, until: 1000),
      act(.cleared, until: nil, ended: [.init(value: .revoked, until: after(5000), count: 1)]),
    ].map { try SignedAct($0, with: Authority.key(1)) }
    let stored = LoggedActs([], adding: entries, from: 7, at: now)
    var officers = OfficerKeys()
    officers.add(
      OfficerKeys.Key(
        publicKey: try Authority.key(1).issuerKey.publicKey, notBefore: after(-100),
        until: after(100), signsRed: true, needsSecondOfficer: false),
      of: try Authority.identifier("CN-HA"))
    let read = LoggedActs(stored.bytes).counted(of: key, by: officers)
    #expect(read.map(\.index) == [7, 8] && read.map(\.act) == entries.map(\.act))
    #expect(LoggedActs(stored.bytes).counted(of: key, by: OfficerKeys()).isEmpty)
    let later = LoggedActs(
      stored.bytes, adding: [SignedAct](), from: 9, at: after(31 * 86_400 + 1000))
    #expect(later.counted(of: key, by: officers).map(\.index) == [8])
  }
}
