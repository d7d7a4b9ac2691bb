package import HCodeBase
import HCodeCore

extension TrustList {
  /// Refuses a list that names what it may not (docs/trust.md §4.1, rules 4a to 4e, in that order): too many keys, an issuer
  /// outside the authority's name space, a key that the list withdraws, a key that did not agree, and what lives too long.
  ///
  /// - Parameter known: a list of the authority that was accepted before: what it names alike is not checked again.
  package func checkAgreements(known: TrustList? = nil) throws(ImportRefusal) {
    let keyCount = issuers.reduce(0) { $0 + $1.keys.count }
    guard keyCount <= Self.maximumKeys else {
      throw ImportRefusal(
        .malformedList, "the list has \(keyCount) keys, more than \(Self.maximumKeys)")
    }
    for issuer in issuers where !authority.speaks(for: issuer.identifier) {
      throw ImportRefusal(
        .foreignIssuer,
        "\(authority) cannot name issuer \(issuer.identifier): its issuers are \(authority) itself and those that begin with \(authority)-"
      )
    }
    for issuer in issuers {
      for key in issuer.keys where withdrawn[key.publicKey.identifier] != nil {
        throw ImportRefusal(
          .malformedList,
          "the list names key \(key.publicKey.identifier.hex) and withdraws it")
      }
    }
    try checkAgreed(known)
    guard expires.seconds - issued.seconds <= LongestLife.trustList else {
      throw ImportRefusal(.livesTooLong, "the list of \(authority) lives longer than 366 days")
    }
    for key in issuers.flatMap(\.keys)
    where key.until.seconds - key.notBefore.seconds > LongestLife.listedKey {
      throw ImportRefusal(
        .livesTooLong, "key \(key.publicKey.identifier.hex) lives longer than 1,096 days")
    }
  }

  private func checkAgreed(_ known: TrustList?) throws(ImportRefusal) {
    let accepted = known?.agreementsByKey ?? [:]
    for issuer in issuers {
      for key in issuer.keys {
        let identifier = key.publicKey.identifier
        if let old = accepted[identifier], old.key.publicKey == key.publicKey,
          old.issuer == issuer.identifier, old.key.agreedUse == key.agreedUse,
          old.key.agreement == key.agreement
        {
          continue
        }
        guard key.isAgreed(with: authority, of: issuer.identifier) else {
          throw ImportRefusal(
            .noAgreement,
            "key \(identifier.hex) did not agree to be listed by \(authority) as one of \(issuer.identifier) for \(key.agreedUse.word)"
          )
        }
      }
    }
  }

  private var agreementsByKey: [KeyIdentifier: (issuer: IssuerIdentifier, key: ListedKey)] {
    var keys: [KeyIdentifier: (issuer: IssuerIdentifier, key: ListedKey)] = [:]
    for issuer in issuers {
      for key in issuer.keys { keys[key.publicKey.identifier] = (issuer.identifier, key) }
    }
    return keys
  }

  /// The keys of an older list that have not ended, and that this one neither names nor withdraws.
  func keysDropped(since old: TrustList, at now: Timestamp) -> [KeyIdentifier] {
    let named = agreementsByKey
    return old.issuers.flatMap(\.keys).filter { now < $0.until }.map(\.publicKey.identifier)
      .filter { named[$0] == nil && withdrawn[$0] == nil }
  }
}
