import HCodeBase

/// The revocation list of a key, held as one fact about the list and one for each card: a scan asks for two of them, however
/// long the list is.
struct SmartHealthCardRevocation {
  private let trust: any ForeignTrust
  private let issuer: String
  private let keyIdentifier: [UInt8]

  init(_ trust: any ForeignTrust, issuer: String, _ keyIdentifier: [UInt8]) {
    (self.trust, self.issuer, self.keyIdentifier) = (trust, issuer, keyIdentifier)
  }

  /// Under which the list's counter is held. No kid has these bytes in it: thumbprints are base64url.
  static func listName(_ issuer: String, _ keyIdentifier: [UInt8]) -> ForeignKeyName {
    ForeignKeyName(.shc, issuer: issuer, identifier: keyIdentifier + [1])
  }

  /// Under which it is held that a card is revoked: with a time, if it is one that was issued before it.
  static func cardName(
    _ issuer: String, _ keyIdentifier: [UInt8], _ identifier: [UInt8]
  ) -> ForeignKeyName {
    ForeignKeyName(.shc, issuer: issuer, identifier: keyIdentifier + [0] + identifier)
  }

  /// Whether any list that is held revokes a card, also one that has ended: what was revoked stays so.
  func revokes(_ card: SmartHealthCardClaims) throws(ForeignFailure) -> Bool {
    guard let identifier = card.revocationIdentifier else { return false }
    let records = try trust.records(
      Self.cardName(issuer, keyIdentifier, Array(identifier.utf8)))
    return records.contains { record in
      guard let time = record.content.textString.flatMap(DecimalNumber.init) else { return true }
      return card.notBefore < time
    }
  }

  /// Why nobody can say that a card is not revoked; nil when a list is held that still counts and has counted that far, or when no
  /// version is asked for and none is held.
  func lack(
    of version: UInt64?, at now: Timestamp
  ) throws(ForeignFailure) -> (reason: VerdictReason, detail: String)? {
    let lists = try trust.records(Self.listName(issuer, keyIdentifier))
    if version == nil, lists.isEmpty { return nil }
    var newest: UInt64?
    for list in lists where now < list.source.expires {
      if case .unsigned(let counter) = list.content { newest = max(newest ?? 0, counter) }
    }
    guard let newest else {
      return (.revocationMissing, "no revocation list of this key is here that still counts")
    }
    guard let version, newest < version else { return nil }
    return (
      .revocationMissing, "the revocation list is number \(newest), the key asks for \(version)"
    )
  }
}
