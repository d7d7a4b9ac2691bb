import HCodeBase
import HCodeCore

/// What keeps a key that a list names from being believed now.
enum TrustObstacle {
  case trustListEnded(IssuerIdentifier, Timestamp)
  case sunset(Timestamp)
  case keyEnded(Timestamp)
  case keyNotYet(Timestamp)
  case statusListMissing(StatusListURI)
  case statusListEnded(StatusListURI, Timestamp)
}
