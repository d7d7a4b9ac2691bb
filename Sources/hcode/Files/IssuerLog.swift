import HCodeTrust
import HCodeBase
import HCodeCore

extension LogEntry {
  /// The entry of a code that is about to be signed; nil for green.
  static func issued(
    _ claims: HealthClaims, by key: IssuerKey, commitment: Digest?, officer: IssuerIdentifier,
    secondOfficer: IssuerIdentifier? = nil, at now: Timestamp
  ) throws -> LogEntry? {
    guard let commitment, let justification = claims.justification else { return nil }
    return try checked(officer, secondOfficer) {
      try LogEntry(
        act: .issued, commitment: commitment, issuer: claims.issuer,
        keyIdentifier: key.publicKey.identifier, officer: officer, secondOfficer: secondOfficer,
        status: claims.status, reason: justification.reason, authority: justification.authority,
        time: now, until: claims.expires)
    }
  }

  /// An entry that was made; what cannot be logged is an error that tells whether the two officers are one.
  static func checked(
    _ officer: IssuerIdentifier, _ secondOfficer: IssuerIdentifier?, _ body: () throws -> LogEntry
  ) throws -> LogEntry {
    do { return try body() } catch let malformed as LogEntry.MalformedEntry {
      throw LogFolderError.malformedEntry(malformed, isSameOfficer: officer == secondOfficer)
    }
  }
}
