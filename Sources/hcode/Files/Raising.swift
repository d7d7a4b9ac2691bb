import HCodeCore

/// Codes that become red through the status list: the log first, then the registry.
struct Raising {
  let raise: OfficerRequest.Raise
  let officer: IssuerIdentifier
  let secondOfficer: IssuerIdentifier?
  let log: IssuerLogOptions
  let at: Timestamp

  /// Beyond it no code is valid, so that a raise needs no longer.
  private static let longestValidity: Int64 = 366 * 86_400

  /// Raises all of the codes, or none; returns how many were not red before.
  func apply(to registry: Registry, _ file: FileName) throws -> Int {
    guard let note = ChangeNote(why: raise.reason.word, authority: raise.authority, at: at) else {
      throw CommandFailure("the authority cannot be shown", .usage)
    }
    // What the registry would refuse is refused before it is logged.
    let expiries = try RegistryFile.told(file) { () throws(RegistryError) in
      try registry.expiriesToRaise(raise.indexes)
    }
    let entries = try expiries.map { index, expires in
      try LogEntry.told {
        try LogEntry(
          act: .raised, commitment: LogCommitment.raise(raise.keyIdentifier, index: index),
          issuer: registry.identity.issuer, keyIdentifier: raise.keyIdentifier, officer: officer,
          secondOfficer: secondOfficer, status: .red, reason: raise.reason,
          authority: raise.authority, time: at,
          until: expires ?? at.advanced(bySeconds: Self.longestValidity))
      }
    }
    if !entries.isEmpty { try log.append(entries) }
    return try RegistryFile.told(file) { () throws(RegistryError) in
      try registry.set(.raisedToRed, of: raise.indexes, note)
    }
  }
}
