internal import CPostgreSQL
import HCodeBase

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
