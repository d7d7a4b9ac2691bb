import HCodeBase
import HCodeCore
import HCodeTrust

/// A whole trust list for the eyes of those who sign it. What is not shown here is not in the list.
struct TrustListText {
  var language: Language

  private var texts: any Catalogue { language.texts }

  /// A line with its value in the column that the longest name leaves.
  func line(_ member: TrustListMember, _ value: String) -> String {
    let column = TrustListMember.allCases.map { TextColumns.count(texts.label($0)) }.max() ?? 0
    return TextColumns.padded(texts.label(member), to: column + 2) + value
  }

  /// The list, a line for each thing that it says.
  func summary(_ list: TrustList, payload: Digest) -> [String] {
    var lines = [
      line(.authority, "\(list.authority)  \(Self.names(list.names))"),
      line(.version, "\(list.version)"),
      line(.issued, list.issued.rfc3339),
      line(.expires, texts.expires(list.expires, oldAfter: Spelling.span(list.timeToLive))),
    ]
    if let sunset = list.sunset { lines.append(line(.sunset, sunset.rfc3339)) }
    lines += role(.rootKeys, list.roots)
    if let snapshot = list.snapshotKeys { lines += role(.snapshot, snapshot) }
    let keys = list.issuers.reduce(0) { $0 + $1.keys.count }
    lines.append(line(.issuers, texts.issuers(list.issuers.count, keys: keys)))
    for issuer in list.issuers {
      lines.append("  \(issuer.identifier)  \(Self.names(issuer.names))")
      if let appeal = issuer.appeal { lines.append("    " + texts.appeal(appeal)) }
      if let sunset = issuer.sunset {
        lines.append("    \(texts.label(.sunset)): \(sunset.rfc3339)")
      }
      for key in issuer.keys {
        let parts = [
          texts.key(key.publicKey.identifier), texts.use(key.use),
          texts.period(key.notBefore, key.until),
        ]
        lines.append("    " + parts.joined(separator: "  "))
      }
    }
    lines.append(line(.recognises, "\(list.recognitions.count)"))
    for recognition in list.recognitions {
      lines.append("  \(recognition.authority)  \(Self.names(recognition.names))")
      lines.append(
        "    "
          + texts.roots(
            recognition.roots, fingerprint: Spelling.grouped(recognition.roots.fingerprint)))
      lines.append("    " + texts.terms(recognition.terms))
    }
    if !list.withdrawn.isEmpty { lines.append(line(.withdrawn, "\(list.withdrawn.count)")) }
    for (key, time) in list.withdrawn.sorted(by: { $0.key < $1.key }) {
      lines.append("  \(key.hex)  \(time.rfc3339)")
    }
    return lines + [
      line(.fingerprint, "\(Spelling.grouped(list.roots.fingerprint))  \(texts.ofTheRootKeys)"),
      line(.digest, "\(Spelling.grouped(payload.hex))  \(texts.ofWhatIsSigned)"),
    ]
  }

  private func role(_ member: TrustListMember, _ role: KeyThreshold) -> [String] {
    [line(member, texts.signers(role))] + role.keys.map { "  \($0.identifier.hex)" }
  }

  /// What a key of a source signs.
  func use(_ key: TrustListSource.Key) -> String {
    switch key.use {
    case .codes(let grant, let uri):
      grant.grant.map { texts.use(.codes($0, statusList: uri)) } ?? ""
    case .statusLists(let uris): texts.use(.statusLists(uris))
    case .countersign: texts.use(.countersign)
    case .venues: texts.use(.venues)
    case .exposures: texts.use(.exposures)
    }
  }

  static func names(_ names: AuthorityNames) -> String {
    names.byLanguage.sorted { $0.key < $1.key }.map { "\($0.value) (\($0.key))" }
      .joined(separator: ", ")
  }
}
