import HCodeBase

/// The revocation list of a key: one record about the list and one for each card, so a scan needs two look-ups, however
/// long the list is.
struct SmartHealthCardRevocation {
  private let trust: any ForeignTrust
  private let issuer: String
  private let keyIdentifier: [UInt8]

  init(_ trust: any ForeignTrust, issuer: String, _ keyIdentifier: [UInt8]) {
    (self.trust, self.issuer, self.keyIdentifier) = (trust, issuer, keyIdentifier)
  }

  /// The name of the list's counter. No kid has these bytes in it: thumbprints are base64url.
  static func listName(_ issuer: String, _ keyIdentifier: [UInt8]) -> ForeignKeyName {
    ForeignKeyName(.shc, issuer: issuer, identifier: keyIdentifier + [1])
  }

  /// The name of the record that revokes a card. With a time in it, only cards issued before that are revoked.
  static func cardName(
    _ issuer: String, _ keyIdentifier: [UInt8], _ identifier: [UInt8]
  ) -> ForeignKeyName {
    ForeignKeyName(.shc, issuer: issuer, identifier: cardIdentifier(keyIdentifier, identifier))
  }

  static func cardIdentifier(
    _ keyIdentifier: [UInt8], _ identifier: some Sequence<UInt8>
  ) -> [UInt8] {
    keyIdentifier + [0] + identifier
  }

  /// Whether any stored list revokes a card, even a list that has ended: what was revoked stays revoked.
  func revokes(_ card: SmartHealthCardClaims) throws(ForeignFailure) -> Bool {
    guard let identifier = card.revocationIdentifier else { return false }
    let records = try trust.records(
      Self.cardName(issuer, keyIdentifier, Array(identifier.utf8)))
    return records.contains { record in
      guard let time = record.content.textString.flatMap(DecimalNumber.init) else { return true }
      return card.notBefore < time
    }
  }

  /// What is missing to say that a card is not revoked. Nil when a current list has counted that far, or when the key
  /// asks for no version and there is no list.
  func missing(
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
