package import HCodeBase

/// The entry of a log that answers for a notice: that the day was opened, by whom and when (docs/venue.md §8).
package struct OpenedEntry: Sendable {
  /// The act in it.
  package let act: LogAct

  /// The entry for a notice, signed by the key of the list.
  package static func signed(
    for notice: ExposureNotice, by officer: IssuerIdentifier, at time: Timestamp,
    with key: SigningKey
  ) throws(SigningKey.SigningError) -> SignedAct? {
    let issuer = key.issuerKey.issuer
    guard
      let act = LogAct(
        .opened, commitment: notice.commitment(of: issuer), issuer: issuer,
        keyIdentifier: key.keyIdentifier, officer: officer, time: time)
    else { return nil }
    return try SignedAct(act, with: key)
  }

  /// Rules 50 to 54.
  package init(
    _ bytes: [UInt8], for notice: ExposureNotice, of issuer: IssuerIdentifier, keys: VenueKeys
  ) throws(VenueRefusal) {
    guard bytes.count <= SignedAct.maximumBytes else {
      throw VenueRefusal(.malformedEntry, "more than \(SignedAct.maximumBytes) bytes")
    }
    let message: VenueMessage
    do {
      message = try VenueMessage(bytes, .entry, keys)
    } catch {
      switch error.name {
      case .unknownIssuer, .wrongUse, .badSignature: throw error
      default: throw VenueRefusal(.malformedEntry, error.detail)
      }
    }
    do {
      act = try LogAct(message.payload)
    } catch {
      throw VenueRefusal(.malformedEntry, error.detail)
    }
    guard act.kind == .opened, act.keyIdentifier == message.key.publicKey.identifier else {
      throw VenueRefusal(.malformedEntry, "it is no opening by the key that signed it")
    }
    guard act.issuer == message.key.issuer else {
      throw VenueRefusal(
        .issuerMismatch, "the key belongs to \(message.key.issuer), not to \(act.issuer)")
    }
    guard act.time >= message.key.notBefore, act.time < message.key.until else {
      throw VenueRefusal(.keyExpired, "its time is outside the validity of its key")
    }
    guard act.issuer == issuer, act.commitment == notice.commitment(of: issuer) else {
      throw VenueRefusal(.otherNotice, "it answers for another notice")
    }
  }
}
