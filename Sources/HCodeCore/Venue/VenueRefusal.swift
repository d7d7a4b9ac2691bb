import HCodeBase

/// Why a poster, a diary or another file of docs/venue.md is not taken: the refusal by name, and a sentence for people.
package struct VenueRefusal: Error, Equatable, Sendable {
  /// The names of docs/venue.md §9, on which programs rely.
  package enum Name: String, Sendable, CaseIterable {
    // Any text.
    case unknownFormat = "unknown-format"
    case malformedPrefix = "malformed-prefix"
    case unknownVersion = "unknown-version"
    case textTooLong = "text-too-long"
    case malformedBase45 = "malformed-base45"
    // Any file that is signed.
    case tooLarge = "too-large"
    case malformedCBOR = "malformed-cbor"
    case notDeterministic = "not-deterministic"
    case malformedCOSE = "malformed-cose"
    case malformedHeader = "malformed-header"
    case wrongAlgorithm = "wrong-algorithm"
    case wrongType = "wrong-type"
    case unprotectedHeader = "unprotected-header"
    case unknownIssuer = "unknown-issuer"
    case wrongUse = "wrong-use"
    case badSignature = "bad-signature"
    case malformedClaims = "malformed-claims"
    case issuerMismatch = "issuer-mismatch"
    case malformedTime = "malformed-time"
    case validityTooLong = "validity-too-long"
    case beforeKey = "before-key"
    case keyExpired = "key-expired"
    case notYetValid = "not-yet-valid"
    case expired
    // What a poster is made from.
    case malformedVenue = "malformed-venue"
    case malformedPoints = "malformed-points"
    case malformedRequest = "malformed-request"
    case malformedShare = "malformed-share"
    case malformedPart = "malformed-part"
    case otherRequest = "other-request"
    case malformedProof = "malformed-proof"
    case wrongProof = "wrong-proof"
    case otherVenue = "other-venue"
    case otherPoints = "other-points"
    case dayOutOfRange = "day-out-of-range"
    case malformedSecret = "malformed-secret"
    case wrongShare = "wrong-share"
    case wrongSecret = "wrong-secret"
    // What is published.
    case malformedNotice = "malformed-notice"
    case wrongOrder = "wrong-order"
    case rollback
    case malformedEntry = "malformed-entry"
    case otherNotice = "other-notice"
    // The diary.
    case malformedDiary = "malformed-diary"
    case damagedDiary = "damaged-diary"
    case malformedRecord = "malformed-record"
    case clock
    case tooManyVisits = "too-many-visits"
  }

  /// The refusal.
  package let name: Name
  /// What exactly is wrong and where. Not a stable text.
  package let detail: String

  /// A refusal with that sentence.
  package init(_ name: Name, _ detail: String) {
    self.name = name
    self.detail = detail
  }

  /// One well-formed, deterministic item; refused by one name where the file has one of its own for both.
  static func item(
    _ bytes: [UInt8], _ what: String, _ name: Name? = nil
  ) throws(VenueRefusal) -> CBORValue {
    let value: CBORValue
    do {
      value = try CBORDecoder.decode(bytes, limits: .list)
    } catch {
      throw VenueRefusal(name ?? .malformedCBOR, "\(what) is not well-formed CBOR: \(error)")
    }
    guard value.isDeterministic(bytes) else {
      throw VenueRefusal(
        name ?? .notDeterministic, "\(what) is not in its one deterministic spelling")
    }
    return value
  }

  /// The members of a map with exactly these keys, and perhaps these; nil for anything else.
  static func members(
    _ value: CBORValue, _ keys: [Int64], optional: [Int64] = []
  ) -> CBORMembers? {
    guard case .map(let pairs) = value,
      pairs.allSatisfy({ pair in
        pair.key.integer.map { keys.contains($0) || optional.contains($0) } ?? false
      })
    else { return nil }
    let members = CBORMembers(value)
    return keys.allSatisfy { members?[$0] != nil } ? members : nil
  }
}
