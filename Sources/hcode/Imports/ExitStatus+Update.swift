import HCodeSystem

extension ExitStatus {
  /// What an update ends with: a refused file or a failure of the machine first, then what stops the gate, then a fetch that failed
  /// while what is stored still decides.
  init(
    ofUpdate failures: [any ReportedError], stopsWithinADay: Bool, hasUnusualChanges: Bool
  ) {
    let grave = failures.filter { !$0.isFailedFetch }.map(\.exitStatus)
    if let status = grave.max(by: { $0.rawValue < $1.rawValue }) {
      self = status
    } else if stopsWithinADay {
      self = .undecided
    } else {
      self = failures.isEmpty && !hasUnusualChanges ? .green : .yellow
    }
  }
}

extension ReportedError {
  /// Whether a server did not give what was asked for. That curl is not installed is a fault of this machine.
  fileprivate var isFailedFetch: Bool {
    if let fetch = self as? InFile<URLFetchError> {
      switch fetch.failure {
      case .failed, .tooSlow: return true
      case .insecure, .curlMissing: return false
      }
    }
    if let use = self as? InFile<TrustUseError>, case .statusListNotHad = use.failure {
      return true
    }
    return false
  }
}
