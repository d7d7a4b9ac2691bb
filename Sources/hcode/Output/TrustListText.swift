import HCodeBase
import HCodeCore
import HCodeTrust

/// A whole trust list for the eyes of those who sign it. What is not shown here is not in the list.
enum TrustListText {
  /// The list, a line for each thing that it says.
  static func summary(_ list: TrustList, payload: Digest) -> [String] {
    var lines = [
      "authority    \(list.authority)  \(names(list.names))",
      "version      \(list.version)",
      "issued       \(list.issued.rfc3339)",
      "expires      \(list.expires.rfc3339), called old \(span(list.timeToLive)) after issue",
    ]
    if let sunset = list.sunset { lines.append("sunset       \(sunset.rfc3339)") }
    lines += role("root keys", list.roots)
    if let snapshot = list.snapshotKeys { lines += role("snapshot", snapshot) }
    let keys = list.issuers.reduce(0) { $0 + $1.keys.count }
    lines.append("issuers      \(list.issuers.count), with \(keys) keys")
    for issuer in list.issuers {
      lines.append("  \(issuer.identifier)  \(names(issuer.names))")
      if let appeal = issuer.appeal { lines.append("    appeal: \(appeal)") }
      if let sunset = issuer.sunset { lines.append("    sunset: \(sunset.rfc3339)") }
      for key in issuer.keys {
        lines.append(
          "    key \(key.publicKey.identifier.hex)  \(use(key.use))  \(key.notBefore.rfc3339) to \(key.until.rfc3339)"
        )
      }
    }
    lines.append("recognises   \(list.recognitions.count)")
    for recognition in list.recognitions {
      lines.append("  \(recognition.authority)  \(names(recognition.names))")
      lines.append(
        "    \(recognition.roots.threshold) of \(recognition.roots.keys.count) root keys, fingerprint \(grouped(recognition.roots.fingerprint))"
      )
      lines.append("    " + terms(recognition.terms))
    }
    return lines + [
      "fingerprint  \(grouped(list.roots.fingerprint))  (of the root keys)",
      "digest       \(grouped(payload.hex))  (of what is signed)",
    ]
  }

  private static func role(_ title: String, _ role: Role) -> [String] {
    let padded = title + String(repeating: " ", count: max(1, 13 - title.count))
    return ["\(padded)\(role.threshold) of \(role.keys.count) have to sign"]
      + role.keys.map { "  \($0.identifier.hex)" }
  }

  /// What a key of a list signs.
  static func use(_ use: ListedKey.Use) -> String {
    switch use {
    case .codes(let grant, let uri):
      self.grant(grant) + (uri.map { "; status list \($0)" } ?? "; no status list")
    case .statusLists(let uris):
      "signs status lists " + uris.map(\.description).joined(separator: " ")
    }
  }

  /// What a key of a source signs.
  static func use(_ key: TrustListSource.Key) -> String {
    switch key.use {
    case .codes(let grant, let uri):
      grant.grant.map { use(.codes($0, statusList: uri)) } ?? ""
    case .statusLists(let uris): use(.statusLists(uris))
    }
  }

  private static func grant(_ grant: Grant) -> String {
    var parts = [
      "signs " + words(grant.statuses),
      grant.evidence.isEmpty ? "no evidence" : "evidence " + words(grant.evidence),
    ]
    if let longest = grant.longestValidity { parts.append("for at most \(span(longest))") }
    if grant.statuses.contains(.red) {
      parts.append("red by \(grant.needsSecondOfficer ? "two officers" : "one officer")")
    }
    return parts.joined(separator: "; ")
  }

  /// The terms of a recognition.
  static func terms(_ terms: Recognition.Terms) -> String {
    var parts = ["counts " + words(terms.statuses)]
    if let evidence = terms.greenEvidence {
      parts.append(
        "green with one of \(words(evidence)), otherwise \(terms.otherwiseYellow ? "yellow" : "refused")"
      )
    }
    if let sunset = terms.sunset { parts.append("until \(sunset.rfc3339)") }
    return parts.joined(separator: "; ")
  }

  static func names(_ names: AuthorityNames) -> String {
    names.byLanguage.sorted { $0.key < $1.key }.map { "\($0.value) (\($0.key))" }
      .joined(separator: ", ")
  }

  /// 64 digits as people read them aloud.
  static func grouped(_ fingerprint: String) -> String {
    let digits = Array(fingerprint)
    return stride(from: 0, to: digits.count, by: 8)
      .map { String(digits[$0..<min($0 + 8, digits.count)]) }.joined(separator: " ")
  }

  private static func words(_ statuses: Set<HealthStatus>) -> String {
    statuses.sorted { $0.rawValue < $1.rawValue }.map(\.description).joined(separator: ",")
  }

  private static func words(_ evidence: [EvidenceKind: UInt64]) -> String {
    evidence.sorted { $0.key < $1.key }.map { kind, minutes in
      // Tests are spoken of in hours: 72h, not 3d.
      let age = minutes % 60 == 0 && minutes < 7 * 1440 ? "\(minutes / 60)h" : span(minutes * 60)
      return kind.word + ":" + (minutes == 0 ? "any" : age)
    }.joined(separator: ",")
  }

  /// A length of time that a file states, whatever it is.
  private static func span(_ seconds: UInt64) -> String {
    seconds % 60 == 0 ? DurationText.text(seconds: Int64(clamping: seconds)) : "\(seconds) s"
  }

  /// What to know before signing, and what to do about it.
  static func sentence(_ concern: TrustListConcern) -> String {
    switch concern {
    case .singleSignature:
      "one root key alone can sign the next list: whoever steals it is believed in everything"
    case .sunset(let subject, let time):
      "the sunset of \(subject.map(\.description) ?? "the list") is before its end, \(time.rfc3339)"
    case .endedKey(let key, let issuer, let time):
      "key \(key.hex) of \(issuer) ended at \(time.rfc3339): 'hcode trust remove \(key.hex)'"
    case .endingKey(let key, let issuer, let time):
      "key \(key.hex) of \(issuer) ends before the list does, at \(time.rfc3339): add its next key in time"
    case .noStatusList(let key, let issuer):
      "key \(key.hex) of \(issuer) has no status list: its codes cannot be revoked"
    case .unsignableStatusList(let uri, let issuer):
      "no key in the list may sign the status list \(uri) of \(issuer): add one with --use status-lists"
    }
  }
}
