import HCodeFormats
import HCodeTrust
import HCodeCore

/// The answer to one code, as the line for people begins with it.
enum Answer: CaseIterable {
  case green
  case yellow
  case red
  case refused
  case forged
  case undecided
  case none

  init(_ verdict: Verdict) {
    self =
      switch verdict {
      case .accepted(_, .green, _), .judgedByRules(_, .passed): .green
      case .accepted(_, .yellow, _), .judgedByRules(_, .cautioned): .yellow
      case .accepted(_, .red, _): .red
      case .refused, .judgedByRules(_, .failed): .refused
      case .forged: .forged
      case .undecided, .judgedByRules(_, .open), .judgedByRules(_, .noApplicableRules): .undecided
      case .none: .none
      }
  }

  /// The exit status of a verdict with this answer.
  var exitStatus: ExitStatus {
    switch self {
    case .green: .green
    case .yellow: .yellow
    case .red: .red
    case .refused: .refused
    case .forged: .forged
    case .undecided: .undecided
    case .none: .none
    }
  }
}
