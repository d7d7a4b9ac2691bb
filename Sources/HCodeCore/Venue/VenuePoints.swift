package import HCodeBase

/// The elements of a share or a poster, 2 to 5: one for each coefficient of its polynomials, the constant first.
package struct VenuePoints: Hashable, Sendable {
  /// How many days can be opened.
  package static let degrees = 1...4

  /// The elements, none of them the identity.
  package let elements: [Ristretto255.Element]

  /// Nil for a number of elements that no degree has, and when one is the identity.
  package init?(_ elements: [Ristretto255.Element]) {
    guard Self.degrees.contains(elements.count - 1), !elements.contains(.identity) else {
      return nil
    }
    self.elements = elements
  }

  /// Rule 11f.
  package init(_ value: CBORValue) throws(VenueRefusal) {
    let refusal = VenueRefusal(.malformedPoints, "the points are not 2 to 5 elements of the group")
    guard let bytes = value.byteString, bytes.count.isMultiple(of: 32) else { throw refusal }
    var elements: [Ristretto255.Element] = []
    for start in stride(from: 0, to: bytes.count, by: 32) {
      guard let element = Ristretto255.Element(bytes: bytes[start..<start + 32]) else {
        throw refusal
      }
      elements.append(element)
    }
    guard let points = VenuePoints(elements) else { throw refusal }
    self = points
  }

  /// The degree *m*: how many days can be opened.
  package var degree: Int { elements.count - 1 }
  /// The elements one after another.
  package var bytes: [UInt8] { elements.flatMap(\.bytes) }

  /// The key of the day with that number, by Horner's rule.
  package func key(at x: Ristretto255.Number) -> Ristretto255.Element {
    elements.reversed().reduce(.identity) { $0.times(x) + $1 }
  }

  /// The sums of two shares; nil for another degree, and when two points cancel each other.
  package func plus(_ other: VenuePoints) -> VenuePoints? {
    guard elements.count == other.elements.count else { return nil }
    return VenuePoints(zip(elements, other.elements).map { $0 + $1 })
  }
}
