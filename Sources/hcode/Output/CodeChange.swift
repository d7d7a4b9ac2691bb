import HCodeCore

/// What a status list made of a code since it was signed; the words are what `explain --json` says.
enum CodeChange: String, CaseIterable {
  /// No trust list here names the key, so no status list is known.
  case noTrustList = "no-trust-list"
  /// The key has no status list: its codes cannot be changed.
  case noStatusList = "no-status-list"
  /// The key has one, and it is not here.
  case statusListMissing = "status-list-missing"
  case raisedToRed = "raised-to-red"
  case suspended
  case revoked
  case unchanged
  /// The verdict was reached before the list was looked into.
  case notLookedUp = "not-looked-up"

  init(of code: VerifiedHealthCode, by verdict: Verdict) {
    guard let route = code.key.route else {
      self = .noTrustList
      return
    }
    guard route.key.statusList != nil else {
      self = .noStatusList
      return
    }
    guard route.statusList != nil else {
      self = .statusListMissing
      return
    }
    switch verdict {
    case .accepted(_, .red, _) where code.claims.status != .red: self = .raisedToRed
    case .accepted(_, _, .suspended): self = .suspended
    case .refused(_, let reasons) where reasons.contains(.revoked): self = .revoked
    case .accepted: self = .unchanged
    default: self = .notLookedUp
    }
  }
}

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
