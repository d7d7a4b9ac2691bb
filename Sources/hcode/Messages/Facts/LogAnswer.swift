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
    guard let route = code.key.route, let log = route.log else {
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
    // Otherwise it would say not-logged, where the log reaches so far.
    let isRaised = CodeChange(of: code, by: verdict) == .raisedToRed
    let reach = route.logReach(of: code, raised: isRaised)
    self = reach.map { facts.time >= $0 } ?? false ? .logged : .notYet
  }
}
