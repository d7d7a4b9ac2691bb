internal import CPostgreSQL
import HCodeBase

/// Values as libpq takes them: numbers and bytes in binary, texts as they are.
struct PostgreSQLParameters {
  private let values: [SQLValue]
  var count: Int32 { Int32(clamping: values.count) }

  init(_ values: [SQLValue]) { self.values = values }

  func withPointers<Result>(
    _ body: (
      UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?
    ) -> Result
  ) -> Result {
    var bytes: [UInt8] = []
    var places: [Int?] = []
    var lengths: [Int32] = []
    var formats: [Int32] = []
    for value in values {
      var count = 0
      places.append(bytes.count)
      switch value {
      case .null, .secret: places[places.count - 1] = nil
      case .integer(let number):
        withUnsafeBytes(of: number.bigEndian) { bytes += $0 }
        count = 8
      case .text(let text):
        bytes += Array(text.utf8) + [0]
        count = text.utf8.count
      case .blob(let blob):
        bytes += blob
        count = blob.count
      }
      if case .secret(let secret) = value { count = secret.count }
      lengths.append(Int32(clamping: count))
      if case .text = value { formats.append(0) } else { formats.append(1) }
    }
    // An empty value still wants a place that is not null.
    bytes.append(0)
    return bytes.withUnsafeBufferPointer { bytes in
      let pointers = zip(values, places).map { value, place -> UnsafePointer<CChar>? in
        if case .secret(let secret) = value {
          return UnsafeRawPointer(secret.pointer).assumingMemoryBound(to: CChar.self)
        }
        return place.flatMap { place in
          bytes.baseAddress.map { UnsafeRawPointer($0 + place).assumingMemoryBound(to: CChar.self) }
        }
      }
      return pointers.withUnsafeBufferPointer { pointers in
        body(pointers.baseAddress, lengths, formats)
      }
    }
  }
}

/// A row of a result, in binary.
struct PostgreSQLRow: SQLRow {
  let result: OpaquePointer
  let row: Int32

  // pg_type.dat of PostgreSQL.
  private static let int8: Oid = 20
  private static let int4: Oid = 23
  private static let text: Oid = 25
  private static let bytea: Oid = 17

  private func bytes(_ column: Int, as type: Oid) -> UnsafeMutableRawBufferPointer? {
    let column = Int32(clamping: column)
    guard column < PQnfields(result), PQftype(result, column) == type,
      PQgetisnull(result, row, column) == 0, let value = PQgetvalue(result, row, column)
    else { return nil }
    return UnsafeMutableRawBufferPointer(
      start: value, count: Int(PQgetlength(result, row, column)))
  }

  func integer(_ column: Int) -> Int64? {
    if let bytes = bytes(column, as: Self.int8), bytes.count == 8 {
      return Int64(bigEndian: bytes.loadUnaligned(as: Int64.self))
    }
    if let bytes = bytes(column, as: Self.int4), bytes.count == 4 {
      return Int64(Int32(bigEndian: bytes.loadUnaligned(as: Int32.self)))
    }
    return nil
  }

  func text(_ column: Int) -> String? {
    bytes(column, as: Self.text).flatMap { String(validating: $0, as: UTF8.self) }
  }

  func blob(_ column: Int) -> [UInt8]? { bytes(column, as: Self.bytea).map(Array.init) }

  func secret(_ column: Int) -> GuardedBytes? {
    guard let bytes = bytes(column, as: Self.bytea) else { return nil }
    defer { bytes.initializeMemory(as: UInt8.self, repeating: 0) }
    return GuardedBytes(copying: UnsafeRawBufferPointer(bytes))
  }
}
