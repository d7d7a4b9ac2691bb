package import HCodeBase
import HCodeCore
import HCodeFormats

extension TrustHoldings {
  /// A date that was signed, and what bears it.
  package struct SignedDate: Hashable, Sendable {
    /// The date.
    package let time: Timestamp
    /// The file, such as `the trust list of CN-HA, version 3`.
    package let file: String
  }

  /// The newest date in signed material that counts, and what bears it. Material that no believed list vouches for any more does not
  /// count: a wrong date that was accepted goes with its signer.
  package var newestSigned: SignedDate? {
    signedDates.max { ($0.time, $1.file) < ($1.time, $0.file) }
  }

  private var signedDates: [SignedDate] {
    var dates: [SignedDate] = []
    for list in believedLists {
      let authority = list.authority
      dates.append(
        SignedDate(
          time: list.issued, file: "the trust list of \(authority), version \(list.version)"))
      for uri in Set(list.issuers.flatMap(\.keys).flatMap(\.signsStatusLists)) {
        guard let held = heldStatusList(uri, in: list) else { continue }
        dates.append(SignedDate(time: held.facts.issued, file: "the status list \(uri)"))
      }
      for log in Set(list.issuers.compactMap(\.log)) {
        guard let held = heldLog(log, in: list) else { continue }
        dates.append(
          SignedDate(time: held.facts.time, file: "the checkpoint of \(log.policy.log.name)"))
      }
      if let held = heldSnapshot(of: authority) {
        dates.append(SignedDate(time: held.issued, file: "the bundle of \(authority)"))
      }
    }
    // What an operator imports is vouched for by nobody else: only a date that a signature covers is one.
    for held in heldRules where held.authority != nil {
      guard let issued = held.set.issued else { continue }
      dates.append(SignedDate(time: issued, file: held.name))
    }
    for held in foreignLists {
      guard let issued = held.facts.issued else { continue }
      dates.append(SignedDate(time: issued, file: held.facts.name))
    }
    return dates
  }
}
