package import HCodeBase

/// A visitor's diary: 16 days, each with 8 to 64 records that nobody can read (docs/venue.md §5).
package struct VenueDiary: Sendable {
  /// A day of UTC and its records.
  package struct Day: Sendable {
    /// Which day.
    package let day: Int64
    /// Its records, visits first.
    package var records: [VenueRecord]
  }

  /// How many of the first records of a day are visits.
  private struct Count: Sendable {
    let day: Int64
    var visits: Int
  }

  /// The most that is read of a diary.
  package static let maximumBytes = 131_072
  /// The days before today that are kept.
  package static let daysBefore: Int64 = 14
  /// A day has a multiple of this many records.
  package static let slots = 8
  /// The most visits of a day.
  package static let maximumVisits = 64

  /// 16 of them, one after another.
  package private(set) var days: [Day]
  private var counts: [Count]

  /// The day of the last writing.
  package var written: Int64 { (days.last?.day ?? 1) - 1 }

  /// A diary of no visits, for that day.
  package init(
    today: Int64, blank: () throws(Ristretto255.NoSecretMemory) -> VenueRecord
  ) throws(Ristretto255.NoSecretMemory) {
    days = []
    counts = []
    try bringForward(to: today, blank)
  }

  /// Rules 60 to 66.
  package init(_ bytes: [UInt8]) throws(VenueRefusal) {
    let malformed = VenueRefusal(.malformedDiary, "it is no diary of 16 days")
    guard bytes.count <= Self.maximumBytes else {
      throw VenueRefusal(.tooLarge, "the diary has more than \(Self.maximumBytes) bytes")
    }
    guard case .array(let parts) = try VenueRefusal.item(bytes, "the diary", .malformedDiary),
      parts.count == 3, case .array(let days) = parts[0], case .array(let counts) = parts[1]
    else { throw malformed }
    var read: [(day: Int64, bytes: [UInt8])] = []
    for value in days {
      guard case .array(let pair) = value, pair.count == 2, let day = pair[0].integer,
        (0...VenueDay.last + 1).contains(day), let records = pair[1].byteString
      else { throw malformed }
      read.append((day, records))
    }
    guard parts[2].byteString == Self.digest(parts[0], parts[1]).bytes else {
      throw VenueRefusal(.damagedDiary, "its checksum is another: it was damaged")
    }
    let slot = Self.slots * VenueRecord.byteCount
    guard read.count == Int(Self.daysBefore) + 2,
      read.allSatisfy({
        $0.bytes.count.isMultiple(of: slot) && (1...8).contains($0.bytes.count / slot)
      })
    else { throw malformed }
    guard zip(read, read.dropFirst()).allSatisfy({ $0.day + 1 == $1.day }) else {
      throw VenueRefusal(.wrongOrder, "its days do not follow one another")
    }
    self.days = []
    for (day, bytes) in read {
      var records: [VenueRecord] = []
      for start in stride(from: 0, to: bytes.count, by: VenueRecord.byteCount) {
        records.append(try VenueRecord(Array(bytes[start..<start + VenueRecord.byteCount])))
      }
      self.days.append(Day(day: day, records: records))
    }
    self.counts = []
    for value in counts {
      guard case .array(let pair) = value, pair.count == 2, let day = pair[0].integer,
        let visits = pair[1].integer.flatMap({ Int(exactly: $0) }),
        let last = self.days.suffix(3).first(where: { $0.day == day }),
        (1...last.records.count).contains(visits)
      else { throw malformed }
      self.counts.append(Count(day: day, visits: visits))
    }
    guard self.counts.isStrictlyAscending({ $0.day < $1.day }) else { throw malformed }
  }

  /// The file.
  package var bytes: [UInt8] {
    let days = CBORValue.array(
      self.days.map { .array([.integer($0.day), .bytes($0.records.flatMap(\.bytes))]) })
    let counts = CBORValue.array(
      self.counts.map { .array([.integer($0.day), .unsigned(UInt64($0.visits))]) })
    return CBORValue.array([days, counts, .bytes(Self.digest(days, counts).bytes)]).encoded
  }

  private static func digest(_ days: CBORValue, _ counts: CBORValue) -> Digest {
    Digest(of: CBORValue.array([.text("hcode venue: diary"), days, counts]).encoded)
  }

  /// Drops what is too old, and fills the days up to tomorrow with records of no place. Throws `clock` when the diary was written on a
  /// later day than today.
  package mutating func open(
    on today: Int64, blank: () throws(Ristretto255.NoSecretMemory) -> VenueRecord
  ) throws {
    guard written <= today else {
      throw VenueRefusal(.clock, "the diary was written on a later day than today")
    }
    try bringForward(to: today, blank)
  }

  private mutating func bringForward(
    to today: Int64, _ blank: () throws(Ristretto255.NoSecretMemory) -> VenueRecord
  ) throws(Ristretto255.NoSecretMemory) {
    let first = today - Self.daysBefore
    days.removeAll { $0.day < first }
    counts.removeAll { $0.day < today - 1 }
    for day in (days.last.map { $0.day + 1 } ?? first)..<(today + 2) {
      days.append(Day(day: day, records: try Self.eight(blank)))
    }
  }

  private static func eight(
    _ blank: () throws(Ristretto255.NoSecretMemory) -> VenueRecord
  ) throws(Ristretto255.NoSecretMemory) -> [VenueRecord] {
    var records: [VenueRecord] = []
    for _ in 0..<slots { records.append(try blank()) }
    return records
  }

  /// Puts a visit in the place of a record of no place. The day is yesterday, today or tomorrow. Nothing changes when it throws.
  package mutating func note(
    _ record: VenueRecord, on day: Int64,
    blank: () throws(Ristretto255.NoSecretMemory) -> VenueRecord
  ) throws {
    guard let index = days.suffix(3).firstIndex(where: { $0.day == day }) else {
      throw VenueRefusal(.dayOutOfRange, "the visit is not of yesterday, today or tomorrow")
    }
    let used = counts.first { $0.day == day }?.visits ?? 0
    guard used < Self.maximumVisits else {
      throw VenueRefusal(.tooManyVisits, "the day has \(Self.maximumVisits) visits already")
    }
    if used == days[index].records.count { days[index].records += try Self.eight(blank) }
    days[index].records[used] = record
    counts.removeAll { $0.day == day }
    counts.append(Count(day: day, visits: used + 1))
    counts.sort { $0.day < $1.day }
  }

  /// Where the diary and a list meet, in the order of the list.
  package func meetings(with list: ExposureList) -> [VenueMeeting] {
    var found: [VenueMeeting] = []
    for notice in list.notices {
      for day in days where day.day == notice.day {
        for record in day.records {
          guard let visit = record.opened(by: notice.secret, of: list.office)?.visit,
            notice.meets(visit)
          else { continue }
          found.append(VenueMeeting(notice: notice, visit: visit))
        }
      }
    }
    return found
  }
}
