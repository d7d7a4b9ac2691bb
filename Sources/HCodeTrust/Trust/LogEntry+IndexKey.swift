import HCodeBase
import HCodeCore

extension LogEntry {
  /// The hash by which a checkpoint finds a code's entry. It covers everything that the code states too, so an entry
  /// with another reason or authority does not match the code.
  var indexKey: [UInt8] {
    switch act {
    case .issued:
      Self.indexKey(
        commitment, issuer, keyIdentifier, status, reason?.rawValue, authority, until)
    case .raised: Self.indexKey(ofRaise: commitment, issuer)
    }
  }

  static func indexKey(ofRaise commitment: Digest, _ issuer: IssuerIdentifier) -> [UInt8] {
    key([.unsigned(Act.raised.rawValue), .bytes(commitment.bytes), .text(issuer.description)])
  }

  static func indexKey(
    _ commitment: Digest, _ issuer: IssuerIdentifier, _ key: KeyIdentifier, _ status: HealthStatus,
    _ reason: UInt64?, _ authority: String?, _ until: Timestamp
  ) -> [UInt8] {
    Self.key([
      .unsigned(Act.issued.rawValue), .bytes(commitment.bytes), .text(issuer.description),
      .bytes(key.bytes), .unsigned(UInt64(status.rawValue)), .unsigned(reason ?? 0),
      .text(authority ?? ""), .integer(until.seconds),
    ])
  }

  private static func key(_ parts: [CBORValue]) -> [UInt8] {
    Digest(of: CBORValue.array(parts).encoded).bytes
  }
}
