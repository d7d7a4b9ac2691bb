import HCodeCore
import HCodeTrust

/// Why nothing that is believed names a key or issuer.
enum TrustAbsence {
  case notBelieved(String)
  case nothingPinned
  case listMissing(String)
  case listNotRecognised(IssuerIdentifier)
  case notNamed
  /// A pinned list withdraws the key.
  case withdrawn(Withdrawal)
}
