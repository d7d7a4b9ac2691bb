import ArgumentParser
import HCodeCore

/// Where the entry of a yellow or red code goes before the code is signed, and under which pseudonym.
struct IssuerLogOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp("The log that the entry is written to first.", valueName: "dir"),
    completion: .directory)
  var log: FileName?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The pseudonym that the log says of whoever does this, such as desk-7; never a name. The key's id unless said.",
      valueName: "id"))
  var officer: String?

  func validate() throws {
    if let officer, IssuerIdentifier(officer) == nil {
      throw ValidationError(
        "--officer takes 1 to 32 of A-Z a-z 0-9 . _ - beginning with a letter or digit.")
    }
  }

  /// The pseudonym of whoever holds that key.
  func pseudonym(_ key: IssuerKey) -> IssuerIdentifier {
    officer.flatMap { IssuerIdentifier($0) } ?? key.publicKey.identifier.pseudonym ?? key.issuer
  }

  /// Writes entries; they are on the disk when this returns. Nothing is written when no log was named.
  func append(_ entries: [LogEntry]) throws {
    guard let log else { return }
    _ = try LogFolder(folder: log).append(entries)
  }
}

extension KeyIdentifier {
  /// The key id as a pseudonym.
  fileprivate var pseudonym: IssuerIdentifier? { IssuerIdentifier(hex) }
}

extension LogEntry {
  /// The entry of a code that is about to be signed; nil for green.
  static func issued(
    _ claims: HealthClaims, by key: IssuerKey, commitment: Digest?, officer: IssuerIdentifier,
    secondOfficer: IssuerIdentifier? = nil, at now: Timestamp
  ) throws -> LogEntry? {
    guard let commitment, let justification = claims.justification else { return nil }
    return try told {
      try LogEntry(
        act: .issued, commitment: commitment, issuer: claims.issuer,
        keyIdentifier: key.publicKey.identifier, officer: officer, secondOfficer: secondOfficer,
        status: claims.status, reason: justification.reason, authority: justification.authority,
        time: now, until: claims.expires)
    }
  }

  static func told(_ body: () throws -> LogEntry) throws -> LogEntry {
    do { return try body() } catch let malformed as LogEntry.MalformedEntry {
      throw CommandFailure(
        "cannot be logged: \(malformed.detail)",
        hint: "each officer has a pseudonym of their own: --officer", .usage)
    }
  }
}
