import HCodeBase
package import HCodeCore

/// Who countersigned a red code. Only another trusted key of the same issuer, from the same trust list, counts.
package enum SecondOfficer: Sendable {
  /// The code is not red, or the trust list asks for one officer only.
  case notNeeded
  /// There is no countersignature, or only one by the first officer.
  case missing
  /// The countersignature names a key that is not trusted as this issuer's.
  case unknown(KeyIdentifier)
  /// The countersignature names a key that was withdrawn.
  case withdrawn
  /// This key countersigned.
  case known(TrustedKey)

  /// The trusted key, if there is one.
  var keys: [TrustedKey] { if case .known(let key) = self { [key] } else { [] } }

  /// Applies rule 11l of docs/format.md. Throws when the countersignature is false, when its key may not sign red, and
  /// when a code that is not red has one.
  init(
    of code: UnverifiedCode, _ claims: HealthClaims, key: TrustedKey, officer: KeyRecord
  ) throws(MalformedCode) {
    guard claims.status == .red else {
      guard code.countersignature == nil else {
        throw MalformedCode(
          .unexpectedCountersignature, "\(claims.status) carries a countersignature")
      }
      self = .notNeeded
      return
    }
    let isNeeded = key.path?.grant?.needsSecondOfficer ?? false
    guard let countersignature = code.countersignature,
      countersignature.keyIdentifier != key.publicKey.identifier
    else {
      self = isNeeded ? .missing : .notNeeded
      return
    }
    let colleagues = officer.keys.filter { $0.isColleague(of: key) }
    guard officer.withdrawal(of: colleagues.first, for: claims.issuer) == nil else {
      self = isNeeded ? .withdrawn : .notNeeded
      return
    }
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
    if let path = officer.path, path.key.use != .countersign,
      path.grant?.statuses.contains(.red) != true
    {
      throw MalformedCode(.grantExceeded, "the second officer's key may not sign red")
    }
    self = .known(officer)
  }
}

extension TrustedKey {
  /// Whether both keys are trusted as the same issuer's, both by one list or both by key files.
  fileprivate func isColleague(of other: TrustedKey) -> Bool {
    switch (self, other) {
    case (.bare(let a), .bare(let b)): a.issuer == b.issuer
    case (.listed(let a), .listed(let b)):
      a.issuer == b.issuer && a.list == b.list && a.recognition == b.recognition
    default: false
    }
  }
}
