import HCodeBase
import HCodeCore

/// Why a status list was not made, shown or changed.
enum StatusUseError: Error, Equatable {
  case codeKey
  /// The status key is of another issuer than the registry.
  case otherIssuer(IssuerIdentifier, registry: IssuerIdentifier)
  case outsideValidity(of: IssuerKey, now: Timestamp)
  case otherList(StatusListURI, wanted: StatusListURI)
  case oldList(ImportRefusal)
  case noDelta(StatusDelta.DifferenceError)
  case notAStatusList(ImportRefusal)
  case behindEnd(index: UInt32, count: Int)
  case tooManyCodes
  case allExpired
  /// No trust list in the store says who signs the list and whose codes it changes.
  case unknownList(StatusListURI)
  /// The code is as signed, or nothing in the registry shows which entry changed it.
  case nothingToOpen(UInt32)
  /// The entry of that number in this log is another one.
  case otherLog(entry: UInt64)
}
