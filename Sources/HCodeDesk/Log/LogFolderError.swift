import HCodeCore

/// Why a log was not made, appended to or signed.
package enum LogFolderError: Error, Equatable {
  case exists
  case badOrigin(String)
  case missing
  /// Its checkpoint is none, or signed by another key.
  case foreignCheckpoint
  /// The secret key is not that of this log, whose key this is.
  case otherKey(log: String)
  /// Entries that the journal lacks.
  case entriesMissing(from: UInt64, to: UInt64)
  case full
  /// A witness's copy is of another size than the published checkpoint.
  case otherCopy(size: UInt64, published: UInt64)
  case notCosigned(by: String)
  case journalMissing
  case journalDamaged(byte: Int)
  case tooManyEntries(mebibytes: Int)
  /// The file would have more than a gate takes; without so many entries at the beginning it would not.
  case exportTooLarge(mebibytes: Int, since: UInt64)
  /// Both officers of an act have one pseudonym or one key.
  case sameOfficer
}
