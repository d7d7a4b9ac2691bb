import HCodeSystem
import HCodeBase
import HCodeCore

/// Why a log does not give what it was asked for.
enum LogUseError: Error, Equatable {
  case notLogged(entries: UInt64)
  /// Only yellow and red codes are logged when they are issued.
  case greenCode
  case notACode(MalformedCode)
  case nothingLogged
  case malformedEntry(SignedAct.Malformed, line: Int, of: FileName)
  case noEntry
  /// What should open a change does not.
  case notAnOpening
  case ownWitness
  case stateExists
  case noState
  case sinceBehindEnd(entries: UInt64)
}
