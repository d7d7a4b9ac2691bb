/// Why a CertLogic expression has no value. A rule that ends in an error is open and must not count as passed.
package enum CertLogicError: Error, Equatable, Sendable {
  /// Part of the expression is no CertLogic; the detail is that of `CertLogicExpression.issues`.
  case malformed(String)
  /// An operation was given a value that it does not work on.
  case wrongOperand(operation: String, needs: String)
  /// A text is no date or time in an allowed format, or no date of the calendar.
  case malformedTime(String)
  /// A time outside the years 0 to 9999.
  case timeOutOfRange
  /// A sum that 64 bits do not hold.
  case overflow
  /// It takes more steps than `CertLogicLimits.steps`.
  case tooMuchWork
  /// A value that is deeper or larger than `CertLogicLimits` allows.
  case tooLarge

  /// An English sentence. The wording may change.
  package var detail: String {
    switch self {
    case .malformed(let issue): issue
    case .wrongOperand(let operation, let needs): "'\(operation)' needs \(needs)"
    // The text is the holder's, and may be their birth date.
    case .malformedTime: "a text that is asked as a time is none"
    case .timeOutOfRange: "a time outside the years 0 to 9999"
    case .overflow: "a sum beyond 64 bits"
    case .tooMuchWork: "it takes more than \(CertLogicLimits.steps) steps"
    case .tooLarge: "a value grows too large"
    }
  }
}
