import HCodeBase
import HCodeCore
import HCodeTrust

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
    guard let path = code.key.path else {
      self = .noTrustList
      return
    }
    guard path.key.statusList != nil else {
      self = .noStatusList
      return
    }
    guard path.statusList != nil else {
      self = .statusListMissing
      return
    }
    switch verdict {
    case .accepted(_, .red, _) where code.claims.status != .red: self = .raisedToRed
    case .accepted(_, _, let reasons) where reasons.contains(.suspended): self = .suspended
    case .refused(_, let reasons) where reasons.contains(.revoked): self = .revoked
    case .accepted: self = .unchanged
    default: self = .notLookedUp
    }
  }
}
