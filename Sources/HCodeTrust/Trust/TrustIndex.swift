package import HCodeBase
package import HCodeCore
package import HCodeFormats

/// The keys of a store, in a file that is searched without reading it all: a scan reads one header, some entries of a
/// sorted table and one record, whether there are ten keys or ten thousand.
///
/// The import makes it from lists whose signatures it has verified. It is as trustworthy as the folder it lies in:
/// checksums find damage, not attackers.
package struct TrustIndex: Sendable {
  private static let magic = Array("HCTRUST2".utf8)
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
      header.starts(with: Self.magic),
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
    for value in try record(at: identifier) {
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
    for value in try record(at: name.place) {
      guard case .array(let parts) = value, ForeignKeyName(parts.prefix(3)) == name,
        parts.count == 5
      else { continue }
      do {
        records.append(ForeignRecord(source: try ForeignSource(parts[3]), content: parts[4]))
      } catch {
        throw DamageError(detail: "the record of a foreign key is damaged: \(error.detail)")
      }
    }
    recent[name] = records
    return records
  }

  /// The sets with rules for that payload: name, digest of the file, end.
  package func rules(
    over payload: BusinessRule.Payload
  ) throws(DamageError) -> [(name: String, digest: Digest, expires: Timestamp?)] {
    guard ruledPayloads & Self.bit(payload) != 0 else { return [] }
    var sets: [(name: String, digest: Digest, expires: Timestamp?)] = []
    for value in try record(at: Self.rulesPlace) {
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

  private static let rulesPlace = KeyIdentifier(prefixOf: Sodium.sha256(Array("rules".utf8)))

  private static func bit(_ payload: BusinessRule.Payload) -> UInt64 {
    switch payload {
    case .dcc: 1
    case .evidence: 2
    }
  }

  private static func bits(_ set: RuleSet) -> UInt64 {
    set.payloads.reduce(0) { $0 | bit($1) }
  }

  private func record(at place: KeyIdentifier) throws(DamageError) -> [CBORValue] {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      guard
        let entry = source.bytes(
          at: Self.headerBytes + middle * Self.entryBytes, count: Self.entryBytes)
      else { throw DamageError(detail: "it ends inside the table") }
      if entry[..<8].elementsEqual(place.bytes) {
        return try record(
          offset: Int(Self.number(entry[8..<12])), count: Int(Self.number(entry[12..<16])),
          check: entry[16...])
      }
      if entry[..<8].lexicographicallyPrecedes(place.bytes) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return []
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

  private func record(
    offset: Int, count: Int, check: ArraySlice<UInt8>
  ) throws(DamageError) -> [CBORValue] {
    guard count <= Self.maximumPartBytes, let bytes = source.bytes(at: offset, count: count),
      Self.check(bytes[...]).elementsEqual(check),
      case .array(let values)? = try? CBORDecoder.decode(bytes, limits: .index)
    else { throw DamageError(detail: "the record of a key is damaged") }
    return values
  }

  /// Makes the file. Nil when it would be larger than 4 GiB, which its offsets cannot address.
  package static func encoded(
    paths: [KeyIdentifier: [TrustPath]],
    foreign: [(name: ForeignKeyName, record: ForeignRecord)] = [], rules: [HeldRules] = [],
    newestSigned: Timestamp, catalogue: CBORValue
  ) -> [UInt8]? {
    // The record's shape is its type: map = path, 5-array = foreign record, 4-array = rules. Hashes of names can
    // collide, so a place may have records of several.
    var places = paths.mapValues { $0.map(\.cbor) }
    // Made once for all records of a file, which share it.
    var facts: (source: ForeignSource, cbor: CBORValue)?
    for (name, record) in foreign {
      let source =
        facts.flatMap { $0.source == record.source ? $0.cbor : nil } ?? record.source.cbor
      facts = (record.source, source)
      places[name.place, default: []].append(.array(name.cbor + [source, record.content]))
    }
    for held in rules {
      let end = held.expires.map { [CBORValue.integer($0.seconds)] } ?? []
      places[rulesPlace, default: []].append(
        .array([
          .text(held.name), .unsigned(bits(held.set)), .bytes(held.digest.bytes), .array(end),
        ]))
    }
    let sorted = places.sorted { $0.key.bytes.lexicographicallyPrecedes($1.key.bytes) }
    var table: [UInt8] = []
    var records: [UInt8] = []
    let recordsOffset = headerBytes + sorted.count * entryBytes
    for (identifier, values) in sorted {
      let record = CBORValue.array(values).encoded
      table += identifier.bytes
      guard append(UInt64(recordsOffset + records.count), width: 4, to: &table),
        append(UInt64(record.count), width: 4, to: &table)
      else { return nil }
      table += check(record[...])
      records += record
    }
    let encodedCatalogue = catalogue.encoded
    var file = magic
    guard append(UInt64(newestSigned.seconds), width: 8, to: &file),
      append(UInt64(sorted.count), width: 4, to: &file),
      append(UInt64(recordsOffset + records.count), width: 4, to: &file),
      append(UInt64(encodedCatalogue.count + checkBytes), width: 4, to: &file)
    else { return nil }
    guard append(rules.reduce(0) { $0 | bits($1.set) }, width: 4, to: &file) else { return nil }
    file += check(file[...])
    return file + table + records + encodedCatalogue + check(encodedCatalogue[...])
  }

  private static func check(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    Sodium.sha256(Array(bytes)).prefix(checkBytes)
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    UInt64(bigEndianBytes: bytes)
  }

  private static func append(_ number: UInt64, width: Int, to bytes: inout [UInt8]) -> Bool {
    guard width == 8 || number < 1 << UInt64(width * 8) else { return false }
    bytes += number.bigEndianBytes.suffix(width)
    return true
  }
}
