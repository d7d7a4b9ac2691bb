package import HCodeBase
package import HCodeCore
package import HCodeFormats

/// The keys of a store, in a file that is searched without reading it all: a scan reads one header, some entries of a
/// sorted table, one record and the rows that it points to, whether there are ten keys or ten thousand. What many keys have in
/// common, such as their issuer's names, is a row that stands there once.
///
/// The import makes it from lists whose signatures it has verified. It is as trustworthy as the folder it lies in:
/// checksums find damage, not attackers. Header, entries, rows, records and catalogue each have a SHA-256 of their own.
package struct TrustIndex: Sendable {
  private static let magic = Array("HCTRUST6".utf8)
  private static let headerBytes = 80
  private static let entryBytes = 48
  private static let checkBytes = 32
  /// The most that a record or the catalogue may take.
  private static let maximumPartBytes = 64 << 20
  /// Among the payloads in the header: nothing was imported, or all was forgotten.
  private static let emptyBit: UInt64 = 1 << 31

  private let source: any ByteSource
  private let recent = RecentRecords()
  private let count: Int
  private let authoritiesSpan: Span
  private let catalogueSpan: Span
  /// What the store knows of the time.
  package let timeEvidence: TimeEvidence

  /// The payloads that rules exist for, a bit each: a scan of another payload looks for no rules.
  private let ruledPayloads: UInt64

  /// Whether the store holds nothing.
  package var holdsNothing: Bool { ruledPayloads & Self.emptyBit != 0 }

  /// The file is no index, or is damaged; how, in English.
  package struct DamageError: Error, Equatable, Sendable {
    /// What is wrong.
    package let detail: String
  }

  /// A part of the file; its checksum follows it. Its offset counts from the end of the table.
  struct Span {
    var offset: Int
    var count: Int

    init(offset: Int, count: Int) {
      self.offset = offset
      self.count = count
    }

    init?(_ value: CBORValue) {
      guard case .array(let numbers) = value, numbers.count == 2,
        let offset = numbers[0].integer.flatMap({ UInt32(exactly: $0) }),
        let count = numbers[1].integer.flatMap({ UInt32(exactly: $0) })
      else { return nil }
      self.init(offset: Int(offset), count: Int(count))
    }

    var cbor: CBORValue { .array([.integer(Int64(offset)), .integer(Int64(count))]) }
  }

  /// Reads the header.
  package init(_ source: any ByteSource) throws(DamageError) {
    guard let header = source.bytes(at: 0, count: Self.headerBytes),
      header.starts(with: Self.magic)
    else { throw DamageError(detail: "it is not an index of this version: import the lists again") }
    guard Self.check(header[..<48]).elementsEqual(header[48...]) else {
      throw DamageError(detail: "its header is damaged")
    }
    func number(_ offset: Int) -> Int { Int(Self.number(header[offset..<offset + 4])) }
    self.source = source
    timeEvidence = TimeEvidence(
      signed: try Self.time(header[8..<16]), seen: try Self.time(header[40..<48]))
    count = number(16)
    authoritiesSpan = Span(offset: number(20), count: number(24))
    catalogueSpan = Span(offset: number(28), count: number(32))
    ruledPayloads = Self.number(header[36..<40])
  }

  /// A time of the header; 0 is none.
  private static func time(_ bytes: ArraySlice<UInt8>) throws(DamageError) -> Timestamp? {
    let seconds = Int64(clamping: number(bytes))
    guard seconds > 0 else { return nil }
    guard let time = Timestamp(seconds: seconds) else {
      throw DamageError(detail: "its header holds no time")
    }
    return time
  }

  /// What is known under that key id.
  package func keyRecord(_ identifier: KeyIdentifier) throws(DamageError) -> KeyRecord {
    var record = KeyRecord()
    for value in try values(at: UInt64(bigEndianBytes: identifier.bytes)) {
      switch value {
      case .map:
        do {
          record.keys.append(
            .listed(
              try TrustPath(value) { reference throws(ImportRefusal) in
                do throws(DamageError) { return try row(reference) } catch {
                  throw ImportRefusal(.malformedList, error.detail)
                }
              }))
        } catch {
          throw DamageError(detail: "the record of a key is damaged: \(error.detail)")
        }
      case .simple: record.isNamed = true
      case .array(let parts) where parts.count == 2:
        guard let withdrawal = Withdrawal(value) else { throw Self.damagedRecord }
        record.withdrawals.append(withdrawal)
      case .array(let parts) where parts.count == 3:
        guard let key = WithdrawnKey(value) else { throw Self.damagedRecord }
        record.keys.append(.withdrawn(key))
      default: continue
      }
    }
    return record
  }

  private static let damagedRecord = DamageError(detail: "the record of a key is damaged")

  /// The pinned or recognised authority with the longest id that has the issuer in its name space.
  package func speaker(for issuer: IssuerIdentifier) throws(DamageError) -> IssuerIdentifier? {
    guard case .array(let names) = try value(authoritiesSpan, "the record of its authorities")
    else {
      throw DamageError(detail: "the record of its authorities is damaged")
    }
    return names.lazy.compactMap { $0.textString.flatMap { IssuerIdentifier($0) } }
      .first { $0.speaks(for: issuer) }
  }

  /// Everything that foreign trust material says under that name.
  package func foreignRecords(_ name: ForeignKeyName) throws(DamageError) -> [ForeignRecord] {
    if let known = recent[name] { return known }
    var records: [ForeignRecord] = []
    for value in try values(at: name.place) {
      guard case .array(let parts) = value, let what = Self.parts(parts, under: name) else {
        continue
      }
      let facts = try row(what[0])
      do throws(ImportRefusal) {
        records.append(ForeignRecord(source: try ForeignSource(facts), content: what[1]))
      } catch {
        throw DamageError(detail: "the record of a foreign key is damaged: \(error.detail)")
      }
    }
    recent[name] = records
    return records
  }

  /// The source and the content of a record, if it is that name's: of a record of many names only their format and issuer are told, of any
  /// other the whole name.
  private static func parts(_ parts: [CBORValue], under name: ForeignKeyName) -> [CBORValue]? {
    switch parts.count {
    case 5: ForeignKeyName(parts.prefix(3)) == name ? Array(parts[3...]) : nil
    case 4: Array(parts[..<2]) == name.scope ? Array(parts[2...]) : nil
    default: nil
    }
  }

  /// The sets with rules for that payload: name, digest of the file, end.
  package func rules(
    over payload: BusinessRule.Payload
  ) throws(DamageError) -> [(name: String, digest: Digest, expires: Timestamp?)] {
    guard ruledPayloads & Self.bit(payload) != 0 else { return [] }
    var sets: [(name: String, digest: Digest, expires: Timestamp?)] = []
    for value in try values(at: Self.rulesPlace) {
      guard case .array(let parts) = value, parts.count == 4,
        let name = parts[0].textString, case .unsigned(let payloads) = parts[1],
        let digest = parts[2].byteString.flatMap({ Digest(bytes: $0) }),
        case .array(let end) = parts[3]
      else { continue }
      guard payloads & Self.bit(payload) != 0 else { continue }
      let expires = end.first?.integer.flatMap { Timestamp(seconds: $0) }
      sets.append((name, digest, expires))
    }
    guard !sets.isEmpty else { throw DamageError(detail: "the record of its rules is missing") }
    return sets
  }

  private static let rulesPlace = UInt64(
    bigEndianBytes: Sodium.sha256(Array("rules".utf8)).prefix(8))

  private static func bit(_ payload: BusinessRule.Payload) -> UInt64 {
    switch payload {
    case .dcc: 1
    case .evidence: 2
    }
  }

  private static func bits(_ set: RuleSet) -> UInt64 {
    set.payloads.reduce(0) { $0 | bit($1) }
  }

  /// Everything in the records of a place: several entries of the table may have it.
  private func values(at place: UInt64) throws(DamageError) -> [CBORValue] {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if try entry(middle).place < place { low = middle + 1 } else { high = middle }
    }
    var values: [CBORValue] = []
    while low < count {
      let entry = try entry(low)
      guard entry.place == place else { break }
      guard case .array(let found) = try value(entry.span, "the record of a key") else {
        throw Self.damagedRecord
      }
      values += found
      low += 1
    }
    return values
  }

  /// An entry of the table: where the record of a place stands. Its checksum is its own, so that what is not in the table is known to be
  /// missing.
  private func entry(_ number: Int) throws(DamageError) -> (place: UInt64, span: Span) {
    guard
      let entry = source.bytes(
        at: Self.headerBytes + number * Self.entryBytes, count: Self.entryBytes),
      Self.check(entry[..<16]).elementsEqual(entry[16...])
    else { throw DamageError(detail: "its table is damaged") }
    return (
      Self.number(entry[..<8]),
      Span(offset: Int(Self.number(entry[8..<12])), count: Int(Self.number(entry[12..<16])))
    )
  }

  private func row(_ reference: CBORValue) throws(DamageError) -> CBORValue {
    guard let span = Span(reference) else { throw Self.damagedRecord }
    return try value(span, "a row")
  }

  /// The whole content of the store, for commands that change or show it (`TrustHoldings`).
  package func catalogue() throws(DamageError) -> CBORValue {
    try value(catalogueSpan, "its catalogue")
  }

  private func value(_ span: Span, _ what: String) throws(DamageError) -> CBORValue {
    guard span.count <= Self.maximumPartBytes,
      let bytes = source.bytes(
        at: Self.headerBytes + count * Self.entryBytes + span.offset,
        count: span.count + Self.checkBytes),
      Self.check(bytes[..<span.count]).elementsEqual(bytes[span.count...]),
      let value = try? CBORDecoder.decode(bytes[..<span.count], limits: .index)
    else { throw DamageError(detail: "\(what) is damaged") }
    return value
  }

  /// Makes the file. Nil when it would be larger than 4 GiB, which its offsets cannot address.
  package static func encoded(
    keys: [KeyIdentifier: KeyRecord], foreign: [HeldForeignSource] = [], rules: [HeldRules] = [],
    authorities: [IssuerIdentifier] = [], timeEvidence: TimeEvidence, holdsNothing: Bool = false,
    catalogue: CBORValue
  ) -> [UInt8]? {
    var table = TrustIndexTable()
    for (identifier, record) in keys.sorted(by: { $0.key < $1.key }) {
      table.add(record, at: UInt64(bigEndianBytes: identifier.bytes))
    }
    for held in foreign { table.add(held) }
    let sets = rules.map { held in
      CBORValue.array([
        .text(held.name), .unsigned(bits(held.set)), .bytes(held.digest.bytes),
        .array(held.expires.map { [.integer($0.seconds)] } ?? []),
      ])
    }
    if !sets.isEmpty { table.add(sets, at: rulesPlace) }
    let authoritiesSpan = table.part(.array(authorities.map { .text($0.description) }))
    let catalogueSpan = table.part(catalogue)
    table.close()
    let end = headerBytes + table.rows.count * entryBytes + table.parts.count
    guard end < 1 << 32 else { return nil }
    var file = magic
    file.reserveCapacity(end)
    func append(_ number: Int, to bytes: inout [UInt8]) {
      bytes += UInt32(truncatingIfNeeded: number).bigEndianBytes
    }
    file += UInt64(timeEvidence.signed?.seconds ?? 0).bigEndianBytes
    append(table.rows.count, to: &file)
    for span in [authoritiesSpan, catalogueSpan] {
      append(span.offset, to: &file)
      append(span.count, to: &file)
    }
    append(Int(rules.reduce(holdsNothing ? emptyBit : 0) { $0 | bits($1.set) }), to: &file)
    file += UInt64(timeEvidence.seen?.seconds ?? 0).bigEndianBytes
    file += check(file[...])
    for row in table.rows {
      let span = table.records[Int(row.record)]
      var entry = row.place.bigEndianBytes
      append(span.offset, to: &entry)
      append(span.count, to: &entry)
      file += entry
      file += check(entry[...])
    }
    return file + table.parts
  }

  /// The checksum of what stands in the file.
  static func check(_ bytes: ArraySlice<UInt8>) -> [UInt8] { Sodium.sha256(Array(bytes)) }

  private static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    UInt64(bigEndianBytes: bytes)
  }
}
