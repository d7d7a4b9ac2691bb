package import HCodeBase

/// The proof that a party knows the share behind its points, so that it cannot have chosen points that cancel the other's
/// (docs/venue.md §6).
package struct VenueProof: Hashable, Sendable {
  /// Who proves, and for what.
  package enum Role: Sendable {
    /// The keeper, for the request.
    case keeper(IssuerIdentifier, Venue)
    /// The office, for the request of that digest.
    case office(Digest)

    fileprivate var parts: [CBORValue] {
      switch self {
      case .keeper(let issuer, let venue):
        [
          .unsigned(1),
          .bytes(CBORValue.array([.text(issuer.description), venue.cbor]).encoded),
        ]
      case .office(let request): [.unsigned(2), .bytes(request.bytes)]
      }
    }
  }

  private let challenge: Ristretto255.Number
  /// Two for each point.
  private let answers: [Ristretto255.Number]

  /// The bytes in a file.
  package var bytes: [UInt8] { challenge.bytes + answers.flatMap(\.bytes) }

  /// Proves.
  package init(of share: VenueShare, as role: Role) throws(Ristretto255.NoSecretMemory) {
    var nonces: [VenueShare.Coefficients] = []
    for _ in share.coefficients { nonces.append(try VenueShare.Coefficients()) }
    challenge = Self.challenge(role, share.points, nonces.map(\.point))
    var answers: [Ristretto255.Number] = []
    for (nonce, coefficient) in zip(nonces, share.coefficients) {
      let answer = try coefficient.times(challenge).plus(nonce)
      answers += [answer.first.disclosed, answer.second.disclosed]
    }
    self.answers = answers
  }

  /// Rules 24 and 25.
  package init(
    _ value: CBORValue, of points: VenuePoints, by role: Role
  ) throws(VenueRefusal) {
    let malformed = VenueRefusal(
      .malformedProof, "the proof is not a number, and two more for each point")
    guard let bytes = value.byteString, bytes.count == 32 + 64 * points.elements.count else {
      throw malformed
    }
    var numbers: [Ristretto255.Number] = []
    for start in stride(from: 0, to: bytes.count, by: 32) {
      guard let number = Ristretto255.Number(bytes: bytes[start..<start + 32]) else {
        throw malformed
      }
      numbers.append(number)
    }
    challenge = numbers[0]
    answers = Array(numbers.dropFirst())
    var commitments: [Ristretto255.Element] = []
    for (index, point) in points.elements.enumerated() {
      commitments.append(
        Ristretto255.Element.generator.times(answers[2 * index])
          + VenueHash.secondGenerator.times(answers[2 * index + 1]) - point.times(challenge))
    }
    guard challenge == Self.challenge(role, points, commitments) else {
      throw VenueRefusal(.wrongProof, "the proof does not show that the share is known")
    }
  }

  private static func challenge(
    _ role: Role, _ points: VenuePoints, _ commitments: [Ristretto255.Element]
  ) -> Ristretto255.Number {
    VenueHash.number(
      [.text("hcode venue: proof")] + role.parts
        + [.bytes(points.bytes), .bytes(commitments.flatMap(\.bytes))])
  }
}
