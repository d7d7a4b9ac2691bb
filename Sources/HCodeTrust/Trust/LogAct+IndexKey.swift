import HCodeBase
import HCodeCore

extension LogAct {
  /// The hash by which a checkpoint finds the entry of a code that was issued yellow or red; nil of any other act. It covers everything
  /// that the code states too, so an entry with another reason or order does not match the code.
  var indexKey: [UInt8]? {
    guard kind == .issued, let commitment, let status, let grounds, let until else { return nil }
    return Self.indexKey(
      commitment, issuer, keyIdentifier, status, grounds.reason.rawValue, grounds.order, until)
  }

  static func indexKey(
    _ commitment: Digest, _ issuer: IssuerIdentifier, _ key: KeyIdentifier, _ status: HealthStatus,
    _ reason: UInt64, _ order: String, _ until: Timestamp
  ) -> [UInt8] {
    Digest(
      of: CBORValue.array([
        .unsigned(Kind.issued.rawValue), .bytes(commitment.bytes), .text(issuer.description),
        .bytes(key.bytes), .unsigned(UInt64(status.rawValue)), .unsigned(reason),
        .text(order), .integer(until.seconds),
      ]).encoded
    ).bytes
  }
}
