/// Why a registry cannot be used, or refuses what it was asked.
public enum RegistryError: Error, Equatable, Sendable {
  /// The file is not a registry, or not one that can be made sense of.
  case notARegistry(detail: String)
  /// A later version of hcode made it.
  case unknownVersion(Int64)
  /// Fewer indexes are left than were asked for.
  case full(capacity: UInt32, left: UInt32)
  /// Whoever asks has a lease of another size under this name.
  case otherLease(RequestIdentifier, count: UInt32)
  /// These counters were not all handed out.
  case neverLeased(Range<UInt32>)
  /// A desk's registry holds its own codes only, and cannot decide on all.
  case deskOnly
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
  /// The disk is full.
  case noSpace
  /// It may not be written or read.
  case notPermitted(detail: String)
  /// Reading or writing failed.
  case inputOutput(detail: String)
  /// The file contradicts itself.
  case damaged(detail: String)
}
