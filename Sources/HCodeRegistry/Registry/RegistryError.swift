package import HCodeBase
package import HCodeCore

/// Why a registry cannot be used, or refuses a request.
package enum RegistryError: Error, Equatable, Sendable {
  /// The file is not a registry, or a damaged one.
  case notARegistry(detail: String)
  /// A later version of hcode made it.
  case unknownVersion(Int64)
  /// Fewer indexes are left than were asked for.
  case full(capacity: UInt32, left: UInt32)
  /// The registry was restored, and no list has been published since that speaks of the indexes that it gives now.
  case waitsForList
  /// The registry has gone to that place.
  case moved(to: String)
  /// There is a lease of another size under this name.
  case otherLease(RequestIdentifier, count: UInt32)
  /// The lease of this name has a desk's file already. A second one would hand out each index twice.
  case deskMade(RequestIdentifier)
  /// The batch of this name has other rows from that one on, or issues them otherwise.
  case otherRows(RequestIdentifier, row: Int)
  /// These counters were not all handed out.
  case neverLeased(Range<UInt32>)
  /// A desk's registry holds its own codes only, and cannot decide on all.
  case deskOnly
  /// The file to collect is not a desk's registry, or is of a desk with another registry's lease.
  case foreignDesk
  /// A desk's registry has a code under an index that is not of its lease.
  case outsideLease(UInt32)
  /// Nothing was ever issued under this index. Usually somebody mistyped it.
  case neverIssued(UInt32)
  /// A code that is as signed cannot be cleared.
  case nothingToClear(UInt32)
  /// The code was changed without an entry in the log, so that no entry can end it.
  case unlogged(UInt32)
  /// An act on the code was begun and not finished.
  case unfinished(UInt32)
  /// One act would end more kinds of earlier acts than its entry can name.
  case tooManyEnds
  /// The codes are not any more what the act was made for.
  case changedMeanwhile
  /// The log's checkpoint does not reach to an act that the list would show; nil for no log.
  case notCovered(entry: UInt64, size: UInt64?)
  /// The last list reflects a longer log.
  case logShrank(from: UInt64, to: UInt64)
  /// The next list would make codes better than in an older one, though no change of them is on record: how many, and the first.
  case wouldBecomeBetter(count: Int, UInt32, from: CodeStatus, to: CodeStatus)
  /// What identifies people was destroyed, and with it what codes are issued with.
  case destroyed(at: Timestamp?)
  /// Codes are valid whose records are to be destroyed: how many, and until when.
  case stillValid(count: UInt64, until: Timestamp)
  /// Entries wait for the log.
  case entriesWait(Int64)
  /// Another code of that index is recorded already.
  case alreadyRecorded(UInt32)
  /// The list would not be later than the last one.
  case notLater(than: Timestamp)
  /// Another process holds it for longer than the registry waits.
  case busy
  /// Another file has taken its place since it was opened. Nothing was changed.
  case replaced
  /// Two transactions conflicted repeatedly.
  case collision(detail: String)
  /// The database server is not there, or was lost for longer than the registry waits. Nothing was changed.
  case unreachable(detail: String)
  /// The connection was lost during a COMMIT, and nobody knows whether the change was made.
  case unknownOutcome
  /// libpq cannot read the address of the server.
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
