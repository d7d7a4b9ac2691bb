package import HCodeTrust

/// Why the source of a trust list was not read or changed.
package enum TrustSourceFileError: Error, Equatable {
  /// When something was found to be wrong with it.
  package enum Moment {
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
