package import HCodeBase
package import HCodeCore

/// The log of an issuer, and who the entries say asked for a code and who approved it.
package struct DeskLog: Sendable {
  private let folder: LogFolder
  private let officer: IssuerIdentifier
  private let secondOfficer: IssuerIdentifier?

  package init(
    _ folder: LogFolder, officer: IssuerIdentifier, secondOfficer: IssuerIdentifier? = nil
  ) {
    self.folder = folder
    self.officer = officer
    self.secondOfficer = secondOfficer
  }

  /// The entry of a code that is about to be signed; nil for green, which is not logged.
  package func entry(of order: any SigningOrder, at now: Timestamp) throws -> LogEntry? {
    guard let commitment = order.commitment, let justification = order.claims.justification else {
      return nil
    }
    return try checked {
      try LogEntry(
        act: .issued, commitment: commitment, issuer: order.claims.issuer,
        keyIdentifier: order.issuerKey.publicKey.identifier, officer: officer,
        secondOfficer: secondOfficer, status: order.claims.status, reason: justification.reason,
        authority: justification.authority, time: now, until: order.claims.expires)
    }
  }

  /// The entry of a code that is about to be raised to red.
  package func entry(
    of raise: OfficerRequest.Raise, index: UInt32, issuer: IssuerIdentifier, at now: Timestamp,
    until end: Timestamp
  ) throws -> LogEntry {
    try checked {
      try LogEntry(
        act: .raised, commitment: LogCommitment.raise(raise.keyIdentifier, index: index),
        issuer: issuer, keyIdentifier: raise.keyIdentifier, officer: officer,
        secondOfficer: secondOfficer, status: .red, reason: raise.reason,
        authority: raise.authority, time: now, until: end)
    }
  }

  /// An entry that was made. The error of one that cannot be logged says whether the two officers are one.
  private func checked(_ body: () throws -> LogEntry) throws -> LogEntry {
    do { return try body() } catch let malformed as LogEntry.MalformedEntry {
      throw LogFolderError.malformedEntry(malformed, isSameOfficer: officer == secondOfficer)
    }
  }

  /// Writes entries. They are on the disk when this returns.
  package func append(_ entries: [LogEntry]) throws {
    if !entries.isEmpty { _ = try folder.append(entries) }
  }
}
