import HCodeBase
package import HCodeCore

/// Who signed a red code a second time. Only a trusted key counts: another one of the same issuer, in the same trust list.
package enum SecondOfficer: Sendable {
  /// The code is not red, or whoever believes its key is content with one officer.
  case notNeeded
  /// Nobody did, or the first officer did again.
  case missing
  /// A key that nobody here knows as this issuer's.
  case unknown(KeyIdentifier)
  /// This key did.
  case known(TrustedKey)

  /// The key, if it is known.
  var keys: [TrustedKey] { if case .known(let key) = self { [key] } else { [] } }

  /// Rule 11l of docs/format.md: throws when the countersignature is there and false, or by a key that may not sign red.
  init(
    of code: UnverifiedCode, _ claims: HealthClaims, key: TrustedKey, officers: [TrustedKey]
  ) throws(MalformedCode) {
    guard claims.status == .red else {
      guard code.countersignature == nil else {
        throw MalformedCode(
          .unexpectedCountersignature, "\(claims.status) carries a countersignature")
      }
      self = .notNeeded
      return
    }
    let isNeeded = key.route?.grant?.needsSecondOfficer ?? false
    guard let countersignature = code.countersignature,
      countersignature.keyIdentifier != key.publicKey.identifier
    else {
      self = isNeeded ? .missing : .notNeeded
      return
    }
    let colleagues = officers.filter { $0.isColleague(of: key) }
    guard !colleagues.isEmpty else {
      self = isNeeded ? .unknown(countersignature.keyIdentifier) : .notNeeded
      return
    }
    guard
      let officer = colleagues.first(where: {
        countersignature.isSigned(by: $0.publicKey, over: code.message)
      })
    else {
      throw MalformedCode(
        .badCountersignature,
        "the countersignature is not that of key \(countersignature.keyIdentifier.hex)")
    }
    if let route = officer.route, route.grant?.statuses.contains(.red) != true {
      throw MalformedCode(.grantExceeded, "the second officer's key may not sign red")
    }
    self = .known(officer)
  }
}

extension TrustedKey {
  /// Whether both are believed as the same issuer's for the same reason: from one list, or from key files.
  fileprivate func isColleague(of other: TrustedKey) -> Bool {
    switch (self, other) {
    case (.bare(let a), .bare(let b)): a.issuer == b.issuer
    case (.listed(let a), .listed(let b)):
      a.issuer == b.issuer && a.list == b.list && a.recognition == b.recognition
    default: false
    }
  }
}
