@testable import HCodeBase
@testable import HCodeCore
import Testing

/// What docs/venue.md claims of posters, shares, records, diaries and lists.
struct VenueTests {
  private static func visit() throws -> VenueVisit {
    try #require(VenueVisit(arrival: 600, minutes: 45))
  }

  private static func record(
    _ venue: VenueFixture, on day: Int64 = VenueFixture.day
  ) throws -> VenueRecord {
    let poster = try venue.poster()
    return try VenueRecord(
      of: try visit(), key: poster.key(of: day), office: poster.venue.office)
  }

  private static func list(
    _ venue: VenueFixture, _ notices: [ExposureNotice]
  ) throws -> ExposureList {
    let now = try #require(VenueFixture.now)
    return try ExposureList(
      try ExposureList.signed(
        notices, issued: now, expires: now.advanced(bySeconds: 86_400), with: venue.exposures),
      keys: venue.keys, at: now)
  }

  private static func notice(
    _ venue: VenueFixture, from: Int = 0, to: Int = 1440
  ) throws -> ExposureNotice {
    let day = VenueFixture.day
    return try #require(
      ExposureNotice(
        day: day, secret: try venue.secret(of: day), from: from, to: to, advice: 2))
  }

  private static func diary(_ visits: Int, of venue: VenueFixture) throws -> VenueDiary {
    let office = try #require(VenueFixture.office)
    func blank() throws(Ristretto255.NoSecretMemory) -> VenueRecord {
      try VenueRecord.ofNoPlace(for: office)
    }
    var diary = try VenueDiary(today: VenueFixture.day, blank: blank)
    for _ in 0..<visits {
      try diary.note(try record(venue), on: VenueFixture.day, blank: blank)
    }
    return diary
  }

  @Test(arguments: 1...4)
  func `keeper and office together open a visit of that day`(degree: Int) throws {
    let venue = try VenueFixture(degree: degree)
    let poster = try venue.poster()
    try poster.check(
      venue.request, try VenueAnswer(venue.answer, to: venue.request, keys: venue.keys))
    let secret = try venue.secret(of: VenueFixture.day)
    #expect(secret.key == poster.key(of: VenueFixture.day))
    #expect(
      try Self.record(venue).opened(by: secret, of: poster.venue.office)
        == .visit(try Self.visit()))
  }

  @Test func `either share alone, another day, place, office or list opens nothing`() throws {
    let (venue, other) = (try VenueFixture(), try VenueFixture())
    let (record, office) = (try Self.record(venue), try #require(VenueFixture.office))
    let parts = try venue.parts(of: VenueFixture.day)
    #expect(record.opened(by: parts.keeper, of: office) == nil)
    #expect(record.opened(by: parts.office, of: office) == nil)
    for day in VenueFixture.day - 20...VenueFixture.day + 20 where day != VenueFixture.day {
      #expect(record.opened(by: try venue.secret(of: day), of: office) == nil)
    }
    #expect(record.opened(by: try other.secret(of: VenueFixture.day), of: office) == nil)
    let secret = try venue.secret(of: VenueFixture.day)
    #expect(record.opened(by: secret, of: try #require(IssuerIdentifier("CN-HB"))) == nil)
    #expect(throws: VenueRefusal.self) {
      try parts.keeper.joined(with: parts.keeper, opening: secret.key)
    }
  }

  @Test func `a poster with any bit changed is refused, and none leads to a day that matches`()
    throws
  {
    let venue = try VenueFixture()
    let bytes = try VenuePoster.bytes(of: venue.text)
    for place in bytes.indices {
      for bit in 0..<8 {
        var changed = bytes
        changed[place] ^= 1 << bit
        #expect(throws: VenueRefusal.self, "bit \(bit) of byte \(place)") {
          try VenuePoster(changed, keys: venue.keys)
        }
      }
    }
  }

  @Test func `any bit changed in what a poster states gives another key of the day`() throws {
    let venue = try VenueFixture()
    let poster = try venue.poster()
    let (record, key) = (try Self.record(venue), poster.key(of: VenueFixture.day))
    let secret = try venue.secret(of: VenueFixture.day)
    #expect(record.opened(by: secret, of: poster.venue.office) != nil)
    let stated = poster.venue.cbor.encoded
    var readable = 0
    for place in stated.indices {
      for bit in 0..<8 {
        var changed = stated
        changed[place] ^= 1 << bit
        // Most of them are no venue. Those that are have another key, though the licensing office may sign them.
        guard let value = try? VenueRefusal.item(changed, "it"), let other = try? Venue(value)
        else { continue }
        readable += 1
        let x = other.number(of: VenueFixture.day, by: poster.issuer)
        #expect(other.points.key(at: x) != key)
        let visit = try VenueRecord(
          of: try Self.visit(), key: other.points.key(at: x), office: other.office)
        #expect(visit.opened(by: secret, of: poster.venue.office) == nil)
      }
    }
    #expect(readable > 100)
  }

  @Test func `a record with any bit changed opens nothing`() throws {
    let venue = try VenueFixture(degree: 1)
    let record = try Self.record(venue)
    let secret = try venue.secret(of: VenueFixture.day)
    let office = try #require(VenueFixture.office)
    for place in record.bytes.indices {
      for bit in 0..<8 {
        var changed = record.bytes
        changed[place] ^= 1 << bit
        let opened = (try? VenueRecord(changed))?.opened(by: secret, of: office)
        #expect(opened == nil, "bit \(bit) of byte \(place)")
      }
    }
  }

  @Test func `a request or an answer with any bit changed is refused`() throws {
    let venue = try VenueFixture(degree: 1)
    for place in venue.request.bytes.indices {
      var changed = venue.request.bytes
      changed[place] ^= 1
      #expect(throws: VenueRefusal.self) { try VenueRequest(changed) }
    }
    for place in venue.answer.indices {
      var changed = venue.answer
      changed[place] ^= 1
      #expect(throws: VenueRefusal.self) {
        try VenueAnswer(changed, to: venue.request, keys: venue.keys)
      }
    }
  }

  @Test func `a part is read by the office, and one of the wrong share or day is refused`() throws {
    let venue = try VenueFixture()
    let poster = try VenuePoster.bytes(of: venue.text)
    func part(_ day: Int64, _ secret: DaySecret) throws -> VenuePart {
      try VenuePart(
        VenuePart.bytes(poster: poster, request: venue.request, day: day, secret: secret),
        answer: venue.answer, keys: venue.keys)
    }
    let parts = try venue.parts(of: VenueFixture.day)
    #expect(try part(VenueFixture.day, parts.keeper).secret == parts.keeper)
    for (day, secret, refusal) in [
      (VenueFixture.day, parts.office, VenueRefusal.Name.wrongShare),
      (VenueFixture.day + 1, parts.keeper, .wrongShare),
      (VenueFixture.day - 2, parts.keeper, .dayOutOfRange),
      (VenueFixture.day + 400, parts.keeper, .dayOutOfRange),
    ] {
      #expect { try part(day, secret) } throws: {
        ($0 as? VenueRefusal)?.name == refusal
      }
    }
  }

  @Test func `points that cancel the keeper's cannot be proved`() throws {
    let venue = try VenueFixture(degree: 1)
    let rogue = try #require(try VenueShare(degree: 1))
    let points = try #require(
      VenuePoints(
        zip(rogue.points.elements, venue.request.venue.points.elements).map { $0 - $1 }))
    let proof = try VenueProof(of: rogue, as: .office(venue.request.digest))
    #expect {
      try VenueProof(.bytes(proof.bytes), of: points, by: .office(venue.request.digest))
    } throws: { ($0 as? VenueRefusal)?.name == .wrongProof }
  }

  @Test func `a diary hides up to eight visits a day, and the list finds each of them`() throws {
    let venue = try VenueFixture()
    let list = try Self.list(venue, [try Self.notice(venue)])
    let empty = try Self.diary(0, of: venue)
    #expect(empty.meetings(with: list) == [])
    for visits in [1, 8, 9] {
      let diary = try VenueDiary(try Self.diary(visits, of: venue).bytes)
      // A visit more shows in its count, which takes three bytes.
      let length = empty.bytes.count + 3 + (visits > 8 ? 8 * VenueRecord.byteCount : 0)
      #expect(abs(diary.bytes.count - length) <= 3)
      let arrivals = diary.meetings(with: list).map(\.visit.arrival)
      #expect(arrivals == [Int](repeating: 600, count: visits))
    }
    let far = try Self.list(venue, [try Self.notice(venue, from: 645)])
    #expect(try Self.diary(1, of: venue).meetings(with: far) == [])
    let near = try Self.list(venue, [try Self.notice(venue, from: 644)])
    #expect(try Self.diary(1, of: venue).meetings(with: near).count == 1)
  }

  @Test func `the 65th visit of a day is refused, and a later day has room`() throws {
    let venue = try VenueFixture(degree: 1)
    var diary = try Self.diary(64, of: venue)
    let (record, office) = (try Self.record(venue), try #require(VenueFixture.office))
    func blank() throws(Ristretto255.NoSecretMemory) -> VenueRecord {
      try VenueRecord.ofNoPlace(for: office)
    }
    let before = diary.bytes
    #expect { try diary.note(record, on: VenueFixture.day, blank: blank) } throws: {
      ($0 as? VenueRefusal)?.name == .tooManyVisits
    }
    #expect(diary.bytes == before)
    try diary.note(record, on: VenueFixture.day + 1, blank: blank)
    #expect(diary.bytes != before)
  }

  @Test func `a clock that went back is refused, and nothing older than 14 days is kept`() throws {
    let venue = try VenueFixture(degree: 1)
    var diary = try Self.diary(1, of: venue)
    let office = try #require(VenueFixture.office)
    func blank() throws(Ristretto255.NoSecretMemory) -> VenueRecord {
      try VenueRecord.ofNoPlace(for: office)
    }
    #expect { try diary.open(on: VenueFixture.day - 1, blank: blank) } throws: {
      ($0 as? VenueRefusal)?.name == .clock
    }
    let list = try Self.list(venue, [try Self.notice(venue)])
    try diary.open(on: VenueFixture.day + 14, blank: blank)
    #expect(diary.days.first?.day == VenueFixture.day)
    #expect(diary.meetings(with: list).count == 1)
    try diary.open(on: VenueFixture.day + 15, blank: blank)
    #expect(diary.meetings(with: list) == [])
    try diary.open(on: VenueFixture.day + 400, blank: blank)
    #expect(diary.days.map(\.day) == Array(VenueFixture.day + 386...VenueFixture.day + 401))
    #expect(try VenueDiary(diary.bytes).bytes == diary.bytes)
  }

  @Test func `a diary with any byte changed or cut is refused`() throws {
    let bytes = try Self.diary(2, of: try VenueFixture(degree: 1)).bytes
    for place in stride(from: 0, to: bytes.count, by: 97) {
      var changed = bytes
      changed[place] ^= 0x10
      #expect(throws: VenueRefusal.self) { try VenueDiary(changed) }
      #expect(throws: VenueRefusal.self) { try VenueDiary(Array(bytes.prefix(place))) }
    }
  }

  @Test func `the day of a place begins by its own clock`() throws {
    let venue = try VenueFixture(degree: 1).request.venue
    for (text, day, minute) in [
      ("2026-11-23T15:59:59Z", VenueFixture.day - 1, 1439),
      ("2026-11-23T16:00:00Z", VenueFixture.day, 0),
      ("2026-11-24T10:15:59Z", VenueFixture.day, 1095),
    ] {
      let moment = venue.moment(at: try #require(Timestamp(rfc3339: text)))
      #expect(moment.day == day && moment.minute == minute, "\(text)")
    }
    // West of Greenwich the first hours of 1970 are of the day before.
    let west = try #require(
      Venue(
        name: "Far", place: "West", offset: -64, points: venue.points, office: venue.office))
    let moment = west.moment(at: try #require(Timestamp(rfc3339: "1970-01-01T00:00:00Z")))
    #expect(moment.day == -1 && moment.minute == 480)
    let (begin, end) = (
      try #require(Timestamp(rfc3339: "2026-11-23T16:00:00Z")),
      try #require(Timestamp(rfc3339: "2026-11-24T16:00:00Z"))
    )
    #expect(venue.has(VenueFixture.day, between: begin, and: end))
    #expect(!venue.has(VenueFixture.day - 1, between: begin, and: end))
    #expect(!venue.has(VenueFixture.day + 1, between: begin, and: end))
    #expect(!venue.has(.max, between: begin, and: end))
  }

  @Test func `an entry answers for its notice only`() throws {
    let venue = try VenueFixture()
    let (notice, other) = (try Self.notice(venue), try Self.notice(venue, from: 1))
    let (office, now) = (try #require(VenueFixture.office), try #require(VenueFixture.now))
    let officer = try #require(IssuerIdentifier("desk-7"))
    let entry = try #require(
      try OpenedEntry.signed(for: notice, by: officer, at: now, with: venue.exposures))
    #expect(entry.act.kind == .opened)
    #expect(try SignedAct(entry.encoded).act == entry.act)
    let read = try OpenedEntry(entry.encoded, for: notice, of: office, keys: venue.keys)
    #expect(read.act == entry.act)
    #expect {
      try OpenedEntry(entry.encoded, for: other, of: office, keys: venue.keys)
    } throws: { ($0 as? VenueRefusal)?.name == .otherNotice }
  }

  @Test func `a text that is no poster is of an unknown format, whatever its beginning`() {
    for (text, refusal) in [
      ("HCODE1:ABC", VenueRefusal.Name.unknownFormat), ("", .unknownFormat),
      ("HVENU", .unknownFormat), ("hvenue1:ABC", .malformedPrefix), ("HVENUE:", .malformedPrefix),
      ("HVENUE01:A", .malformedPrefix), (" HVENUE1:A", .malformedPrefix),
      ("HVENUE2:A", .unknownVersion), ("HVENUE0:", .unknownVersion),
      ("HVENUE12:A", .unknownVersion), ("HVENUE1:a", .malformedBase45),
      ("HVENUE1:" + String(repeating: "0", count: 4289), .textTooLong),
      ("HVENUE1:", .malformedCBOR),
    ] {
      #expect {
        try VenuePoster(try VenuePoster.bytes(of: Array(text.utf8)), keys: { _ in nil })
      } throws: { ($0 as? VenueRefusal)?.name == refusal }
    }
  }
}
