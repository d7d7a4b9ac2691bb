package import HCodeBase

extension ListRefusal {
  /// One well-formed, deterministic item.
  package static func strictCBOR(_ bytes: [UInt8], _ what: String) throws(ListRefusal) -> CBORValue
  {
    let value: CBORValue
    do {
      value = try CBORDecoder.decode(bytes, limits: .list)
    } catch {
      throw ListRefusal(.malformedList, "\(what) is not well-formed CBOR: \(error)")
    }
    guard value.isDeterministic(bytes) else {
      throw ListRefusal(.malformedList, "\(what) is not in its one deterministic spelling")
    }
    return value
  }
}
