package import HCodeBase

/// How numbers and elements come from texts (docs/venue.md §3).
package enum VenueHash {
  /// The second generator, whose logarithm nobody knows.
  package static let secondGenerator = Ristretto255.Element(
    hashOf: Array("hcode venue: second generator".utf8))

  /// SHA-512 over the array as a number.
  package static func number(_ parts: [CBORValue]) -> Ristretto255.Number {
    Ristretto255.Number(hashOf: CBORValue.array(parts).encoded)
  }
}
