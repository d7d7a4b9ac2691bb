package import HCodeBase

/// The secret share of a keeper or an office: two polynomials, in guarded memory (docs/venue.md §3). It is used for one request only.
package struct VenueShare: Sendable {
  /// The coefficients of a power in both polynomials.
  struct Coefficients: Sendable {
    let first: Ristretto255.Secret
    let second: Ristretto255.Secret

    /// Random ones.
    init() throws(Ristretto255.NoSecretMemory) {
      first = try Ristretto255.Secret()
      second = try Ristretto255.Secret()
    }

    init(_ first: Ristretto255.Secret, _ second: Ristretto255.Secret) {
      self.first = first
      self.second = second
    }

    /// What everybody may see of them.
    var point: Ristretto255.Element {
      Ristretto255.Element.generator.times(first) + VenueHash.secondGenerator.times(second)
    }

    func times(_ number: Ristretto255.Number) throws(Ristretto255.NoSecretMemory) -> Coefficients {
      Coefficients(try first.times(number), try second.times(number))
    }

    func plus(_ other: Coefficients) throws(Ristretto255.NoSecretMemory) -> Coefficients {
      Coefficients(try first.plus(other.first), try second.plus(other.second))
    }
  }

  /// By the power, the constant first.
  let coefficients: [Coefficients]
  /// What everybody may see of them.
  package let points: VenuePoints

  /// A random share of that degree; nil for none that there is.
  package init?(degree: Int) throws(Ristretto255.NoSecretMemory) {
    guard VenuePoints.degrees.contains(degree) else { return nil }
    var coefficients: [Coefficients] = []
    for _ in 0...degree { coefficients.append(try Coefficients()) }
    self.init(coefficients)
  }

  /// From its coefficients; nil for a number of them that no degree has.
  init?(_ coefficients: [Coefficients]) {
    guard let points = VenuePoints(coefficients.map(\.point)) else { return nil }
    self.coefficients = coefficients
    self.points = points
  }

  /// This party's part of the day with that number. It is made to be handed out.
  package func secret(
    at x: Ristretto255.Number
  ) throws(Ristretto255.NoSecretMemory) -> DaySecret? {
    guard var sum = coefficients.last else { return nil }
    for next in coefficients.dropLast().reversed() { sum = try sum.times(x).plus(next) }
    return DaySecret(sum.first.disclosed, sum.second.disclosed)
  }
}
