import HCodeBase
import HCodeFormats

/// The table and the records of an index that is made. It takes some bytes a row, however many there are.
///
/// A record is an array. The shape of what is in it tells what that is: a map is a way of trust, an array of 5 what stands under one foreign
/// name, an array of 4 what stands under many, or a set of rules.
struct TrustIndexTable {
  /// Which record stands under a place.
  struct Row {
    let place: UInt64
    let record: UInt32
  }

  private(set) var rows: [Row] = []
  private(set) var records: [UInt8] = []
  /// Where the records lie in `records`.
  private(set) var spans: [Range<Int>] = []
  /// The checks of the records, one behind the other.
  private(set) var checks: [UInt8] = []

  /// Adds a record under that place.
  mutating func add(_ values: [CBORValue], at place: UInt64) {
    rows.append(Row(place: place, record: add(values)))
  }

  /// Adds a file of another format. What it says under one place is one record.
  mutating func add(_ held: HeldForeignSource) {
    // Made once for all records of the file.
    let facts = held.facts.cbor
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

  private mutating func add(_ values: [CBORValue]) -> UInt32 {
    let record = CBORValue.array(values).encoded
    spans.append(records.count..<records.count + record.count)
    records += record
    checks += TrustIndex.check(record[...])
    return UInt32(truncatingIfNeeded: spans.count - 1)
  }
}
