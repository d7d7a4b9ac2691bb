import HCodeFormats
import HCodeBase
import HCodeCore
import HCodeTrust

/// What a store holds for an operator's eyes: how old it is, when it ends, what is lacking.
struct TrustText {
  var language: Language
  var now: Timestamp

  /// One line about a list, without what it holds.
  func headline(_ list: TrustList) -> String {
    "\(list.authority)  \(list.names.name(in: language.rawValue))  version \(list.version)  "
      + "\(age(list.issued))  until \(LocalTime.text(list.expires)) (\(left(list.expires)))"
  }

  /// One line about trust material of another format.
  func headline(_ held: HeldForeignSource) -> String {
    "\(held.facts.name)  \(Phrase.of(held.facts.format, language))  \(held.count) entries  \(age(held.facts.since))"
      + (held.facts.authority.map { "  in a bundle of \($0)" } ?? "")
      + "  until \(LocalTime.text(held.facts.expires)) (\(left(held.facts.expires)))"
  }

  /// One line about a set of rules.
  func headline(_ held: HeldRules) -> String {
    "\(held.name)  \(RuleText.summary(held.set, at: now))  \(age(held.since))"
      + (held.expires.map { "  until \(LocalTime.text($0)) (\(left($0)))" } ?? "")
  }

  /// What an issuer may say, a line a key.
  func lines(_ issuer: ListedIssuer, statusList: (StatusListURI) -> HeldStatusList?) -> [String] {
    var lines = ["\(issuer.identifier)  \(issuer.names.name(in: language.rawValue))"]
    if let appeal = issuer.appeal { lines[0] += "  appeal: \(appeal)" }
    if let sunset = issuer.sunset { lines[0] += "  sunset \(LocalTime.text(sunset))" }
    if let log = issuer.log {
      lines.append(
        "  log \(log.policy.log.name)  \(log.policy.quorum) of \(log.policy.witnesses.count) witnesses  grace \(span(Int64(clamping: log.grace)))"
      )
    }
    for key in issuer.keys {
      lines.append(
        "  key \(key.publicKey.identifier.hex)  \(TrustListText.use(key.use))  until \(LocalTime.text(key.until)) (\(left(key.until)))"
      )
      if let uri = key.statusList { lines.append("    " + status(uri, statusList(uri))) }
    }
    return lines
  }

  private func status(_ uri: StatusListURI, _ held: HeldStatusList?) -> String {
    guard let held else { return "status list \(uri)  NOT HERE" }
    return
      "status list \(uri)  \(age(held.facts.issued))  until \(LocalTime.text(held.facts.expires))"
      + " (\(left(held.facts.expires)))  \(held.count) codes"
  }

  /// `3 h old`.
  func age(_ time: Timestamp) -> String {
    let seconds = now.seconds - time.seconds
    return seconds < 0 ? "made in the future" : span(seconds) + " old"
  }

  /// `29 d left`, or that it ended.
  func left(_ end: Timestamp) -> String {
    let seconds = end.seconds - now.seconds
    return seconds <= 0 ? "ENDED \(span(-seconds)) ago" : span(seconds) + " left"
  }

  /// Days from three days on, hours from three hours on, else minutes.
  private func span(_ seconds: Int64) -> String {
    seconds >= 3 * 86_400
      ? "\(seconds / 86_400) d"
      : seconds >= 3 * 3600 ? "\(seconds / 3600) h" : "\(seconds / 60) min"
  }

  /// What is lacking.
  static func fact(_ lack: TrustLack) -> String {
    let time = lack.time.map { LocalTime.text($0) } ?? ""
    return switch lack.kind {
    case .clock: "the clock stands before \(time), when a list here was made"
    case .nothingPinned: "no authority is pinned"
    case .trustListEnded: "the trust list of \(lack.subject) ended \(time)"
    case .trustListMissing: "the trust list of \(lack.subject) is recognised and not here"
    case .foreignListEnded, .rulesEnded: "\(lack.subject) ended \(time)"
    case .statusListMissing: "the status list \(lack.subject) is not here"
    case .statusListEnded: "the status list \(lack.subject) ended \(time)"
    case .keyEnded: "key \(lack.subject) ended \(time)"
    case .sunsetPassed: "sunset of \(lack.subject) was \(time)"
    }
  }

  /// What is lacking, and what to do.
  static func sentence(_ lack: TrustLack) -> String {
    let remedy =
      switch lack.kind {
      case .clock: ": set the clock"
      case .nothingPinned: ": 'hcode trust import FILE --root KEY'"
      case .trustListEnded, .statusListEnded, .foreignListEnded, .rulesEnded:
        ": import the newest"
      case .trustListMissing, .statusListMissing: ": import it"
      case .keyEnded, .sunsetPassed: ""
      }
    return fact(lack) + remedy
  }
}
