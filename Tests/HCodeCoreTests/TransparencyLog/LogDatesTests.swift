import HCodeBase
import Testing

@testable import HCodeCore

@Suite struct LogDatesTests {
  private let log: NoteKey
  private let key: SigningKey
  private let witness: (key: NoteKey, secret: SigningKey)
  private static let day: Int64 = 86_400
  private static let first: Int64 = 20_000 * day

  init() throws {
    key = try Authority.key(51)
    log = NoteKey(
      name: try #require(NoteName("log")), publicKey: key.issuerKey.publicKey, kind: .note)
    let secret = try Authority.key(52)
    witness = (
      NoteKey(
        name: try #require(NoteName("w")), publicKey: secret.issuerKey.publicKey, kind: .cosignature
      ),
      secret
    )
  }

  private func time(_ days: Double) throws -> Timestamp {
    try #require(Timestamp(seconds: Self.first + Int64(days * Double(Self.day))))
  }

  private func checkpoint(
    _ size: UInt64, _ days: Double, witnessed: Double? = nil
  ) throws -> LogPolicy.Believed {
    var checkpoint = try #require(
      LogCheckpoint(origin: log.name, size: size, root: Digest(of: [UInt8(size)])))
    try checkpoint.sign(as: log, at: try time(days), with: key)
    if let witnessed {
      try checkpoint.cosign(as: witness.key, at: try time(witnessed), with: witness.secret)
    }
    return try #require(LogPolicy(log: log, witnesses: [witness.key], quorum: 0)).believe(
      checkpoint)
  }

  private func dates(
    _ present: LogPolicy.Believed, _ history: [LogPolicy.Believed] = [], quorum: Int = 0
  ) throws -> LogDates {
    let policy = try #require(LogPolicy(log: log, witnesses: [witness.key], quorum: quorum))
    return LogDates(present: present, history: history, seen: [], by: policy)
  }

  @Test func anEntryCountsOnTheDayOfItsUpperBound() throws {
    var dates = try dates(checkpoint(9, 10.5), [checkpoint(3, 9.75), checkpoint(5, 10)])
    let within = dates.date(of: 4, own: try time(9.9))
    #expect(within.time == (try time(10)) && !within.isMisdated && !within.isOwn)
    // A day that the bounds show too is that of the entry itself, and its hour is.
    let alike = dates.date(of: 5, own: try time(10.25))
    #expect(alike.time == (try time(10.25)) && !alike.isOwn)
  }

  @Test func itsOwnTimeDecidesInsideBoundsThatAreMoreThanADayApart() throws {
    var dates = try dates(checkpoint(9, 40), [checkpoint(3, 10)])
    let cases: [(own: Double, expected: Double, isMisdated: Bool)] = [
      (20, 20, false), (40.003, 40, false), (40.01, 40, true), (3.1, 10, false), (2.9, 40, true),
    ]
    for (own, expected, isMisdated) in cases {
      let date = dates.date(of: 3, own: try time(own))
      #expect(date.time == (try time(expected)) && date.isMisdated == isMisdated, "\(own)")
    }
  }

  @Test func beforeTheFirstCheckpointAYearAndADayAreTheBound() throws {
    var dates = try dates(checkpoint(9, 400))
    #expect(!dates.date(of: 0, own: try time(34)).isMisdated)
    #expect(dates.date(of: 0, own: try time(26.9)).isMisdated)
    #expect(dates.wentBack.isEmpty)
  }

  @Test func aLogCannotDateBackWithoutItsWitnesses() throws {
    // It signs today that it had 5 entries a month ago.
    let history = [try checkpoint(1, 0, witnessed: 0), try checkpoint(5, 10)]
    var dates = try dates(checkpoint(9, 40, witnessed: 40), history, quorum: 1)
    #expect(dates.date(of: 3, own: try time(39)).time == (try time(39)))
    var believed = try self.dates(checkpoint(9, 40, witnessed: 40), history)
    #expect(believed.date(of: 3, own: try time(39)).isMisdated)
  }

  @Test func aClockThatWentBackIsToldAndLeftOutOfTheBounds() throws {
    var dates = try dates(
      checkpoint(9, 12), [checkpoint(3, 10), checkpoint(5, 400), checkpoint(6, 11)])
    #expect(
      dates.wentBack == [
        .init(before: try time(400), after: try time(11)),
        .init(before: try time(400), after: try time(12)),
      ])
    #expect(dates.date(of: 4, own: try time(10.5)).time == (try time(11)))
    #expect(dates.date(of: 7, own: try time(11.5)).time == (try time(12)))
  }
}
