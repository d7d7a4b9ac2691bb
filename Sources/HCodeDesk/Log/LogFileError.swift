/// Why a file is not one of a log's.
package enum LogFileError: Error, Equatable {
  case notACheckpoint
  case notAProof
  case notANoteKey
  /// The key of a witness, where that of a log is needed.
  case witnessKey
  /// The key of a log, where that of a witness is needed.
  case logKey
  /// The keys of log and witnesses make no policy.
  case keysDoNotGoTogether
}
