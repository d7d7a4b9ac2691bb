package import HCodeBase

extension ImportRefusal {
  /// One well-formed, deterministic item.
  package static func strictCBOR(_ bytes: [UInt8], _ what: String) throws(ImportRefusal)
    -> CBORValue
  {
    let value: CBORValue
    do {
      value = try CBORDecoder.decode(bytes, limits: .list)
    } catch {
      throw ImportRefusal(.malformedList, "\(what) is not well-formed CBOR: \(error)")
    }
    guard value.isDeterministic(bytes) else {
      throw ImportRefusal(.malformedList, "\(what) is not in its one deterministic spelling")
    }
    return value
  }
}
