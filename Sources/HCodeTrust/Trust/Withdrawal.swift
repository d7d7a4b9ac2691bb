package import HCodeBase
package import HCodeCore

/// A pinned authority's word that a key is withdrawn. It voids everything that the key signed, whenever.
package struct Withdrawal: Hashable, Sendable {
  /// Whose list withdraws the key.
  package let authority: IssuerIdentifier
  /// When it was withdrawn.
  package let time: Timestamp

  var cbor: CBORValue { .array([.text(authority.description), .integer(time.seconds)]) }

  init(authority: IssuerIdentifier, time: Timestamp) {
    self.authority = authority
    self.time = time
  }

  init?(_ value: CBORValue) {
    guard case .array(let parts) = value, parts.count == 2,
      let authority = parts[0].textString.flatMap({ IssuerIdentifier($0) }),
      let time = parts[1].integer.flatMap({ Timestamp(seconds: $0) })
    else { return nil }
    self.init(authority: authority, time: time)
  }
}
