package import HCodeBase
package import HCodeCore
package import HCodeFormats

/// The keys of a store, in a file that is searched without reading it all: a scan reads one header, some entries of a
/// sorted table and one record, whether there are ten keys or ten thousand.
///
/// The import makes it from lists whose signatures it has verified. It is as trustworthy as the folder it lies in:
/// checksums find damage, not attackers.
package struct TrustIndex: Sendable {
  private static let magic = Array("HCTRUST3".utf8)
  /// Indexes of before names that share a record. What is in them is read as it was.
  private static let olderMagic = Array("HCTRUST2".utf8)
  private static let headerBytes = 40
  private static let entryBytes = 24
  private static let checkBytes = 8
  /// The most that a record or the catalogue may take.
  private static let maximumPartBytes = 64 << 20

  private let source: any ByteSource
  private let recent = RecentRecords()
  private let count: Int
  private let catalogueSpan: (offset: Int, count: Int)
  /// The latest time of issue of all signed files in the store. A clock that shows an earlier time is wrong.
  package let newestSigned: Timestamp

  /// The payloads that rules exist for, a bit each: a scan of another payload looks for no rules.
  private let ruledPayloads: UInt64

  /// The file is no index, or is damaged; how, in English.
  package struct DamageError: Error, Equatable, Sendable {
    /// What is wrong.
    package let detail: String
  }

  /// Reads the header.
  package init(_ source: any ByteSource) throws(DamageError) {
    guard let header = source.bytes(at: 0, count: Self.headerBytes),
      header.starts(with: Self.magic) || header.starts(with: Self.olderMagic),
      Self.check(header[..<32]).elementsEqual(header[32...])
    else {
      throw DamageError(detail: "it is not an index of this version, or its header is damaged")
    }
    self.source = source
    guard let newest = Timestamp(seconds: Int64(clamping: Self.number(header[8..<16]))) else {
      throw DamageError(detail: "its header holds no time")
    }
    newestSigned = newest
    count = Int(Self.number(header[16..<20]))
    catalogueSpan = (Int(Self.number(header[20..<24])), Int(Self.number(header[24..<28])))
    ruledPayloads = Self.number(header[28..<32])
  }

  /// The ways in which the key of that id is trusted, the preferred one first; none for an unknown key.
  package func paths(_ identifier: KeyIdentifier) throws(DamageError) -> [TrustPath] {
    var paths: [TrustPath] = []
    for value in try values(at: UInt64(bigEndianBytes: identifier.bytes)) {
      guard case .map = value else { continue }
      do { paths.append(try TrustPath(value)) } catch {
        throw DamageError(detail: "the record of a key is damaged: \(error.detail)")
      }
    }
    return paths
  }

  /// Everything that foreign trust material says under that name.
  package func foreignRecords(_ name: ForeignKeyName) throws(DamageError) -> [ForeignRecord] {
    if let known = recent[name] { return known }
    var records: [ForeignRecord] = []
    for value in try values(at: name.place) {
      guard case .array(let parts) = value, let what = Self.parts(parts, under: name) else {
        continue
      }
      do {
        records.append(ForeignRecord(source: try ForeignSource(what[0]), content: what[1]))
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

  /// Everything in the records of a place: several rows of the table may have it.
  private func values(at place: UInt64) throws(DamageError) -> [CBORValue] {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if try row(middle).place < place { low = middle + 1 } else { high = middle }
    }
    var values: [CBORValue] = []
    while low < count {
      let row = try row(low)
      guard row.place == place else { break }
      values += try record(row)
      low += 1
    }
    return values
  }

  private func row(_ number: Int) throws(DamageError) -> Row {
    guard
      let entry = source.bytes(
        at: Self.headerBytes + number * Self.entryBytes, count: Self.entryBytes)
    else { throw DamageError(detail: "it ends inside the table") }
    return Row(
      place: Self.number(entry[..<8]),
      span: (Int(Self.number(entry[8..<12])), Int(Self.number(entry[12..<16]))),
      check: entry[16...])
  }

  /// A row of the table: where the record of a place stands.
  private struct Row {
    let place: UInt64
    let span: (offset: Int, count: Int)
    let check: ArraySlice<UInt8>
  }

  /// The whole content of the store, for commands that change or show it (`TrustHoldings`).
  package func catalogue() throws(DamageError) -> CBORValue {
    let (offset, count) = catalogueSpan
    guard count <= Self.maximumPartBytes, count >= Self.checkBytes,
      let bytes = source.bytes(at: offset, count: count),
      Self.check(bytes.dropLast(Self.checkBytes)).elementsEqual(bytes.suffix(Self.checkBytes)),
      let value = try? CBORDecoder.decode(bytes.dropLast(Self.checkBytes), limits: .index)
    else { throw DamageError(detail: "its catalogue is damaged") }
    return value
  }

  private func record(_ row: Row) throws(DamageError) -> [CBORValue] {
    guard row.span.count <= Self.maximumPartBytes,
      let bytes = source.bytes(at: row.span.offset, count: row.span.count),
      Self.check(bytes[...]).elementsEqual(row.check),
      case .array(let values)? = try? CBORDecoder.decode(bytes, limits: .index)
    else { throw DamageError(detail: "the record of a key is damaged") }
    return values
  }

  /// Makes the file. Nil when it would be larger than 4 GiB, which its offsets cannot address.
  package static func encoded(
    paths: [KeyIdentifier: [TrustPath]], foreign: [HeldForeignSource] = [],
    rules: [HeldRules] = [], newestSigned: Timestamp, catalogue: CBORValue
  ) -> [UInt8]? {
    var table = TrustIndexTable()
    // In an order of their own, so that the same lists give the same file.
    let inOrder = paths.sorted { $0.key.bytes.lexicographicallyPrecedes($1.key.bytes) }
    for (identifier, paths) in inOrder {
      table.add(paths.map(\.cbor), at: UInt64(bigEndianBytes: identifier.bytes))
    }
    for held in foreign { table.add(held) }
    let sets = rules.map { held in
      CBORValue.array([
        .text(held.name), .unsigned(bits(held.set)), .bytes(held.digest.bytes),
        .array(held.expires.map { [.integer($0.seconds)] } ?? []),
      ])
    }
    if !sets.isEmpty { table.add(sets, at: rulesPlace) }
    table.close()
    let encodedCatalogue = catalogue.encoded
    let recordsOffset = headerBytes + table.rows.count * entryBytes
    let catalogueOffset = recordsOffset + table.records.count
    let end = catalogueOffset + encodedCatalogue.count + checkBytes
    guard end < 1 << 32 else { return nil }
    var file = magic
    file.reserveCapacity(end)
    func append(_ number: Int) { file += UInt32(truncatingIfNeeded: number).bigEndianBytes }
    file += UInt64(newestSigned.seconds).bigEndianBytes
    append(table.rows.count)
    append(catalogueOffset)
    append(encodedCatalogue.count + checkBytes)
    append(Int(rules.reduce(0) { $0 | bits($1.set) }))
    file += check(file[...])
    for row in table.rows {
      let span = table.spans[Int(row.record)]
      file += row.place.bigEndianBytes
      append(recordsOffset + span.lowerBound)
      append(span.count)
      file += table.checks[Int(row.record) * checkBytes..<(Int(row.record) + 1) * checkBytes]
    }
    file += table.records
    return file + encodedCatalogue + check(encodedCatalogue[...])
  }

  /// A piece of the digest of what stands in the file.
  static func check(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    Sodium.sha256(Array(bytes)).prefix(checkBytes)
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    UInt64(bigEndianBytes: bytes)
  }
}
