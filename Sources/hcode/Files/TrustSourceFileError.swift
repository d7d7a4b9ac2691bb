import HCodeTrust
import HCodeCore

/// Why the source of a trust list was not read or changed.
enum TrustSourceFileError: Error, Equatable {
  /// When something was found to be wrong with it.
  enum Moment {
    case asRead
    case afterChange
    case asAskedFor
  }

  case missing
  case isSecretKey
  case fault(TrustListSource.Fault, Moment)
  case standardInput
  /// What would be written reads as something else.
  case notAsWritten
  case changedMeanwhile
}
