import HCodeBase
import HCodeCore

/// Why a status list was not made, shown or changed.
enum StatusUseError: Error, Equatable {
  case codeKey
  /// The status key is of another issuer than the registry.
  case otherIssuer(IssuerIdentifier, registry: IssuerIdentifier)
  case outsideValidity(of: IssuerKey, now: Timestamp)
  case otherList(StatusListURI, wanted: StatusListURI)
  case oldList(ListRefusal)
  case noDelta(StatusDelta.DifferenceError)
  case notAStatusList(ListRefusal)
  case behindEnd(index: UInt32, count: Int)
  case tooManyCodes
  case allExpired
}
