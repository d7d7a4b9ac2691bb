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
