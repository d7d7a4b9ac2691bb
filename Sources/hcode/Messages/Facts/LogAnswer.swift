import HCodeBase
import HCodeCore
import HCodeTrust

/// What the log in the store tells of a code; the words are what `explain --json` says.
enum LogAnswer: String, CaseIterable {
  /// The issuer has none that is known here.
  case noLog = "no-log"
  /// Nothing of it is here.
  case logMissing = "log-missing"
  case notLogged = "not-logged"
  case logged
  /// What is here does not reach far enough to tell.
  case notYet = "not-yet"

  init(on code: VerifiedHealthCode, by verdict: Verdict) {
    guard let path = code.key.path, let log = path.log else {
      self = .noLog
      return
    }
    guard let facts = log.facts else {
      self = .logMissing
      return
    }
    if verdict.reasons.contains(.notLogged) {
      self = .notLogged
      return
    }
    // Otherwise it would say not-logged, where the log reaches so far. Of a code that was changed its list was asked about.
    let reach =
      switch CodeChange(of: code, by: verdict) {
      case .raisedToRed, .suspended, .revoked:
        path.statusList?.issued.advanced(bySeconds: Timestamp.clockTolerance)
      default: path.logReach(of: code)
      }
    self = reach.map { facts.time >= $0 } ?? false ? .logged : .notYet
  }
}
