import HCodeBase

/// The office's answer to a request: its points, and the proof that it knows their share. The file is a `venue-share`
/// (docs/venue.md §7).
package struct VenueAnswer: Sendable {
  /// Who signed it.
  package let key: VenueKey
  /// The office's points.
  package let points: VenuePoints

  /// The most that is read of an answer.
  package static let maximumBytes = 4096

  private enum Key: Int64, CaseIterable {
    case request = 1
    case points = 2
    case proof = 3
  }

  /// The file of an answer.
  package static func signed(
    to request: VenueRequest, share: VenueShare, with key: SigningKey
  ) throws -> [UInt8] {
    let proof = try VenueProof(of: share, as: .office(request.digest))
    return try VenueMessage.signed(
      .keyed([
        Key.request: .bytes(request.digest.bytes), .points: .bytes(share.points.bytes),
        .proof: .bytes(proof.bytes),
      ]), .share, with: key)
  }

  /// Rules 4 to 11b, and 20 to 25.
  package init(
    _ bytes: [UInt8], to request: VenueRequest, keys: VenueKeys
  ) throws(VenueRefusal) {
    guard bytes.count <= Self.maximumBytes else {
      throw VenueRefusal(.tooLarge, "the share has more than \(Self.maximumBytes) bytes")
    }
    let message = try VenueMessage(bytes, .share, keys)
    guard message.key.issuer == request.venue.office else {
      throw VenueRefusal(
        .issuerMismatch, "the key is \(message.key.issuer)'s; \(request.venue.office) was asked")
    }
    let value = try VenueRefusal.item(message.payload, "the share", .malformedShare)
    guard let members = VenueRefusal.members(value, Key.allCases.map(\.rawValue)),
      let digest = members[Key.request], let points = members[Key.points],
      let proof = members[Key.proof]
    else { throw VenueRefusal(.malformedShare, "it is no share of a request, points and a proof") }
    guard digest.byteString == request.digest.bytes else {
      throw VenueRefusal(.otherRequest, "the share answers another request")
    }
    self.points = try VenuePoints(points)
    guard self.points.degree == request.venue.points.degree else {
      throw VenueRefusal(.malformedPoints, "the share has not as many points as the request")
    }
    _ = try VenueProof(proof, of: self.points, by: .office(request.digest))
    key = message.key
  }
}
