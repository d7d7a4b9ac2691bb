package import HCodeBase

/// A keeper's request for a poster: the place with the keeper's points, and the proof that the keeper knows their share
/// (docs/venue.md §7).
package struct VenueRequest: Sendable {
  /// Who is to sign the poster.
  package let issuer: IssuerIdentifier
  /// The place, with the keeper's points.
  package let venue: Venue
  /// The file.
  package let bytes: [UInt8]

  /// The most that is read of a request.
  package static let maximumBytes = 4096

  /// What a share names the request by.
  package var digest: Digest {
    Digest(of: CBORValue.array([.text("hcode venue: request"), .bytes(bytes)]).encoded)
  }

  /// Asks for a poster of that place; its points become those of the share.
  package init(
    to issuer: IssuerIdentifier, for venue: Venue, share: VenueShare
  ) throws(Ristretto255.NoSecretMemory) {
    self.issuer = issuer
    self.venue = venue.with(share.points)
    let proof = try VenueProof(of: share, as: .keeper(issuer, self.venue))
    bytes =
      CBORValue.array([.text(issuer.description), self.venue.cbor, .bytes(proof.bytes)]).encoded
  }

  /// Rules 20 to 25.
  package init(_ bytes: [UInt8]) throws(VenueRefusal) {
    guard bytes.count <= Self.maximumBytes else {
      throw VenueRefusal(.tooLarge, "the request has more than \(Self.maximumBytes) bytes")
    }
    guard
      case .array(let parts) = try VenueRefusal.item(bytes, "the request", .malformedRequest),
      parts.count == 3, let issuer = parts[0].textString.flatMap({ IssuerIdentifier($0) })
    else {
      throw VenueRefusal(.malformedRequest, "it is no request of an issuer, a venue and a proof")
    }
    let venue = try Venue(parts[1])
    _ = try VenueProof(parts[2], of: venue.points, by: .keeper(issuer, venue))
    self.issuer = issuer
    self.venue = venue
    self.bytes = bytes
  }
}
