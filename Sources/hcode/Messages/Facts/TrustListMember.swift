import HCodeBase
import HCodeCore

/// What the list says of itself.
enum TrustListMember: CaseIterable {
  case authority
  case version
  case issued
  case expires
  case sunset
  case rootKeys
  case snapshot
  case issuers
  case recognises
  case withdrawn
  case fingerprint
  case digest
  case written
}
