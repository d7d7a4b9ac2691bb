package import HCodeBase
package import HCodeCore

/// Why a registry cannot be used, or refuses what it was asked.
package enum RegistryError: Error, Equatable, Sendable {
  /// The file is not a registry, or not one that can be made sense of.
  case notARegistry(detail: String)
  /// A later version of hcode made it.
  case unknownVersion(Int64)
  /// Fewer indexes are left than were asked for.
  case full(capacity: UInt32, left: UInt32)
  /// Whoever asks has a lease of another size under this name.
  case otherLease(RequestIdentifier, count: UInt32)
  /// A desk's file was made of the lease of this name already: two would give each index twice.
  case deskMade(RequestIdentifier)
  /// The batch of this name has other rows from that one on, or issues them otherwise.
  case otherRows(RequestIdentifier, row: Int)
  /// These counters were not all handed out.
  case neverLeased(Range<UInt32>)
  /// A desk's registry holds its own codes only, and cannot decide on all.
  case deskOnly
  /// What should be collected is no desk's registry, or that of a desk with a lease of another registry.
  case foreignDesk
  /// Nothing was ever issued under this index: more often a slip of the pen than a code.
  case neverIssued(UInt32)
  /// The code would become better.
  case wouldImprove(index: UInt32, from: CodeStatus, to: CodeStatus)
  /// A code that was raised to red, or that is as signed, cannot be cleared.
  case nothingToClear(index: UInt32, status: CodeStatus)
  /// Another code of that index is recorded already.
  case alreadyRecorded(UInt32)
  /// The list would not be later than the last one.
  case notLater(than: Timestamp)
  /// Another process holds it for longer than the registry waits.
  case busy
  /// Two transactions were in each other's way, again and again.
  case collision(detail: String)
  /// The database server is not there, or was lost for longer than the registry waits. Nothing was changed.
  case unreachable(detail: String)
  /// The server was lost at the very moment of a change, and whether that was made cannot be told.
  case unknownOutcome
  /// The address of a server that libpq cannot make sense of.
  case badAddress(detail: String)
  /// The library for PostgreSQL is not installed.
  case noPostgreSQLLibrary(String)
  /// The database holds a table of that name already.
  case alreadyThere(table: String)
  /// The disk is full.
  case noSpace
  /// It may not be written or read.
  case notPermitted(detail: String)
  /// Reading or writing failed.
  case inputOutput(detail: String)
  /// The file contradicts itself.
  case damaged(detail: String)
}
