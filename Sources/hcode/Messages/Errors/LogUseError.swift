import HCodeSystem
import HCodeBase
import HCodeCore

/// Why a log does not give what it was asked for.
enum LogUseError: Error, Equatable {
  case notLogged(entries: UInt64)
  case notACode(MalformedCode)
  case nothingLogged
  case malformedEntry(LogEntry.MalformedEntry, line: Int, of: FileName)
  case noEntry
  case ownWitness
  case stateExists
  case noState
  case sinceBehindEnd(entries: UInt64)
}
