package import HCodeBase

/// A record of a diary: 84 bytes that nobody can read before the secret of the day at the place is published (docs/venue.md §5).
package struct VenueRecord: Hashable, Sendable {
  /// The bytes of a record.
  package static let byteCount = 84

  /// The 84 bytes.
  package let bytes: [UInt8]
  private let first: Ristretto255.Element
  private let second: Ristretto255.Element

  /// What an opened record says.
  package enum Content: Hashable, Sendable {
    /// A visit.
    case visit(VenueVisit)
    /// Hours that cannot be.
    case unclear

    /// The visit; the whole day where the hours are unclear.
    package var visit: VenueVisit {
      if case .visit(let visit) = self { visit } else { .wholeDay }
    }
  }

  /// Rule 65.
  package init(_ bytes: [UInt8]) throws(VenueRefusal) {
    guard bytes.count == Self.byteCount, let first = Ristretto255.Element(bytes: bytes[..<32]),
      let second = Ristretto255.Element(bytes: bytes[32..<64])
    else { throw VenueRefusal(.malformedRecord, "a record does not begin with two elements") }
    self.bytes = bytes
    self.first = first
    self.second = second
  }

  /// A record of a visit, for a day with that key; lists of that office open it.
  package init(
    of visit: VenueVisit, key: Ristretto255.Element, office: IssuerIdentifier
  ) throws(Ristretto255.NoSecretMemory) {
    try self.init(of: visit, key: key, office: office, once: try Ristretto255.Secret())
  }

  /// A record of no place, which nobody can tell from another.
  package static func ofNoPlace(
    for office: IssuerIdentifier
  ) throws(Ristretto255.NoSecretMemory) -> VenueRecord {
    try VenueRecord(of: .wholeDay, key: .random(), office: office)
  }

  /// The same with a number that is used once and forgotten.
  init(
    of visit: VenueVisit, key: Ristretto255.Element, office: IssuerIdentifier,
    once: Ristretto255.Secret
  ) throws(Ristretto255.NoSecretMemory) {
    first = Ristretto255.Element.generator.times(once)
    second = VenueHash.secondGenerator.times(once)
    let content = [visit.arrival, visit.minutes].flatMap { number in
      [UInt8(truncatingIfNeeded: number >> 8), UInt8(truncatingIfNeeded: number)]
    }
    guard
      let seal = Sodium.sha256(
        Self.prefix(office, key, first, second), then: try once.secretMultiple(of: key)),
      let sealed = Sodium.sealOnce(content, key: seal)
    else { throw Ristretto255.NoSecretMemory() }
    bytes = first.bytes + second.bytes + sealed
  }

  /// What the record says, if it is of the day with that secret, by a list of that office; nil otherwise.
  package func opened(by secret: DaySecret, of office: IssuerIdentifier) -> Content? {
    let shared = first.times(secret.first) + second.times(secret.second)
    guard shared != .identity,
      let content = Sodium.openOnce(
        Array(bytes[64...]),
        key: Sodium.sha256(Self.prefix(office, secret.key, first, second) + shared.bytes))
    else { return nil }
    let arrival = Int(content[0]) << 8 | Int(content[1])
    let minutes = Int(content[2]) << 8 | Int(content[3])
    return VenueVisit(arrival: arrival, minutes: minutes).map { .visit($0) } ?? .unclear
  }

  /// What is hashed to the key of a record, up to the last element, which may be a secret.
  private static func prefix(
    _ office: IssuerIdentifier, _ key: Ristretto255.Element, _ first: Ristretto255.Element,
    _ second: Ristretto255.Element
  ) -> [UInt8] {
    CBORValue.array([
      .text("hcode venue: record"), .text(office.description), .bytes(key.bytes),
      .bytes(first.bytes), .bytes(second.bytes), .bytes(Ristretto255.Element.identity.bytes),
    ]).encoded.dropLast(32)
  }
}
