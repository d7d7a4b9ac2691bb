import HCodeFormats
import HCodeTrust
import HCodeCore

/// The exit statuses of the program. 1 and 2 are never used, so that a crash or a shell's own failure is not mistaken
/// for a verdict; 64 to 78 are those of sysexits(3).
enum ExitStatus: Int32, Sendable, CaseIterable {
  case green = 0
  case yellow = 10
  case red = 11
  case refused = 12
  case forged = 20
  case undecided = 30
  case none = 40
  case usage = 64
  case data = 65
  case noInput = 66
  case unavailable = 69
  case software = 70
  case cannotCreate = 73
  case inputOutput = 74
  case noPermission = 77
  case configuration = 78

  private var gravity: Int {
    switch self {
    case .usage, .data, .noInput, .unavailable, .software, .cannotCreate, .inputOutput,
      .noPermission, .configuration:
      7
    case .forged: 6
    case .red: 5
    case .refused: 4
    case .undecided: 3
    case .yellow: 2
    case .none: 1
    case .green: 0
    }
  }

  /// The graver of two: any of sysexits first, then forged, red, refused, undecided, yellow, none, green.
  func graver(_ other: ExitStatus) -> ExitStatus { other.gravity > gravity ? other : self }
}

extension Verdict {
  /// What a process ends with after this verdict.
  var exitStatus: ExitStatus {
    switch self {
    case .accepted(_, let colour, _):
      switch colour {
      case .green: .green
      case .yellow: .yellow
      case .red: .red
      }
    case .judgedByRules(_, .passed): .green
    case .judgedByRules(_, .cautioned): .yellow
    case .refused, .judgedByRules(_, .failed): .refused
    case .forged: .forged
    case .undecided, .judgedByRules(_, .open), .judgedByRules(_, .noApplicableRules): .undecided
    case .none: .none
    }
  }
}
