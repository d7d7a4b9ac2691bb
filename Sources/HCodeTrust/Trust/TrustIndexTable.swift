import HCodeBase
import HCodeCore
import HCodeFormats

/// The table and the parts of an index that is made. It takes some bytes a row of the table, however many there are.
///
/// A part is a record, or a row that records point to: what they have in common stands there once. Each is followed by its checksum.
/// A record is an array. The shape of what is in it tells what that is: a map is a way of trust, a simple value a name on a list, an array
/// of 2 a withdrawal, of 3 a withdrawn key, of 5 what stands under one foreign name, of 4 what stands under many, or a set of rules.
struct TrustIndexTable {
  /// Which record stands under a place.
  struct Row {
    let place: UInt64
    let record: UInt32
  }

  private(set) var rows: [Row] = []
  private(set) var parts: [UInt8] = []
  /// Where the records lie among the parts.
  private(set) var records: [TrustIndex.Span] = []
  private var shared: [[UInt8]: CBORValue] = [:]
  private var issuers: [Attributed<IssuerIdentifier>: CBORValue] = [:]

  /// Adds a record under that place.
  mutating func add(_ values: [CBORValue], at place: UInt64) {
    rows.append(Row(place: place, record: add(values)))
  }

  /// Adds what is known under a key id.
  mutating func add(_ record: KeyRecord, at place: UInt64) {
    var values: [CBORValue] = []
    for key in record.keys {
      switch key {
      case .listed(let path):
        let name = Attributed(path.issuer, of: path.list.authority)
        let issuer = issuers[name] ?? row(path.issuerRow)
        issuers[name] = issuer
        values.append(path.cbor(issuerRow: issuer, listRow: row(path.listRow)))
      case .withdrawn(let key): values.append(key.cbor)
      case .bare: continue
      }
    }
    values += record.withdrawals.map(\.cbor)
    if record.isNamed { values.append(.simple(21)) }
    add(values, at: place)
  }

  /// Adds a file of another format. What it says under one place is one record.
  mutating func add(_ held: HeldForeignSource) {
    let facts = row(held.facts.cbor)
    let entries = held.material.entries
    let order = entries.indices.map { (place: entries[$0].name.place, index: $0) }
      .sorted { ($0.place, $0.index) < ($1.place, $1.index) }
    var rest = order[...]
    while let place = rest.first?.place {
      let same = rest.prefix { $0.place == place }
      add(
        same.map {
          .array(entries[$0.index].name.cbor + [facts, entries[$0.index].content])
        }, at: place)
      rest = rest.dropFirst(same.count)
    }
    for names in held.material.names where !names.places.isEmpty {
      let record = add([.array(names.scope.scope + [facts, names.content])])
      rows += names.places.lazy.map { Row(place: $0, record: record) }
    }
  }

  /// Puts the rows in order.
  mutating func close() { rows.sort { ($0.place, $0.record) < ($1.place, $1.record) } }

  /// Adds a part.
  mutating func part(_ value: CBORValue) -> TrustIndex.Span {
    let encoded = value.encoded
    let span = TrustIndex.Span(offset: parts.count, count: encoded.count)
    parts += encoded
    parts += TrustIndex.check(encoded[...])
    return span
  }

  /// Where a row is that others may point to as well: equal ones are one.
  private mutating func row(_ value: CBORValue) -> CBORValue {
    let encoded = value.encoded
    if let known = shared[encoded] { return known }
    let reference = part(value).cbor
    shared[encoded] = reference
    return reference
  }

  private mutating func add(_ values: [CBORValue]) -> UInt32 {
    records.append(part(.array(values)))
    return UInt32(truncatingIfNeeded: records.count - 1)
  }
}
