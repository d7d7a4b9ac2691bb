package import HCodeBase

/// What opens one day of a place, or one party's part of it: the values of both polynomials. Whoever has it computes the key from it.
package struct DaySecret: Hashable, Sendable {
  /// The value of the first polynomial.
  let first: Ristretto255.Number
  /// The value of the second one.
  let second: Ristretto255.Number
  /// The key that it belongs to.
  package let key: Ristretto255.Element

  /// The bytes of a secret.
  package static let byteCount = 64

  /// Nil when the key would be the identity.
  init?(_ first: Ristretto255.Number, _ second: Ristretto255.Number) {
    key = Ristretto255.Element.generator.times(first) + VenueHash.secondGenerator.times(second)
    guard key != .identity else { return nil }
    self.first = first
    self.second = second
  }

  /// Rule 29.
  package init(_ value: CBORValue) throws(VenueRefusal) {
    guard let bytes = value.byteString, bytes.count == Self.byteCount,
      let first = Ristretto255.Number(bytes: bytes.prefix(32)),
      let second = Ristretto255.Number(bytes: bytes.suffix(32)),
      let secret = DaySecret(first, second)
    else { throw VenueRefusal(.malformedSecret, "the secret of the day is not two numbers") }
    self = secret
  }

  /// Both numbers.
  package var bytes: [UInt8] { first.bytes + second.bytes }

  /// The sum of two; nil when its key would be the identity.
  func plus(_ other: DaySecret) -> DaySecret? {
    DaySecret(first + other.first, second + other.second)
  }

  /// The parts of keeper and office together, which have to open the day with that key (rule 31).
  package func joined(
    with other: DaySecret, opening key: Ristretto255.Element
  ) throws(VenueRefusal) -> DaySecret {
    guard let secret = plus(other), secret.key == key else {
      throw VenueRefusal(.wrongSecret, "both shares together do not open this day")
    }
    return secret
  }
}
