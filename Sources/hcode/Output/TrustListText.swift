import HCodeCore

/// A whole trust list for the eyes of those who sign it. What is not shown here is not in the list.
struct TrustListText {
  var language: Language

  /// What the list says of itself.
  enum Member: CaseIterable {
    case authority
    case version
    case issued
    case expires
    case sunset
    case rootKeys
    case snapshot
    case issuers
    case recognises
    case fingerprint
    case digest
    case written
  }

  private var texts: any Catalogue { language.texts }

  /// A line with its value in the column that the longest name leaves.
  func line(_ member: Member, _ value: String) -> String {
    let column = Member.allCases.map { TextColumns.count(texts.label($0)) }.max() ?? 0
    return TextColumns.padded(texts.label(member), to: column + 2) + value
  }

  /// The list, a line for each thing that it says.
  func summary(_ list: TrustList, payload: Digest) -> [String] {
    var lines = [
      line(.authority, "\(list.authority)  \(Self.names(list.names))"),
      line(.version, "\(list.version)"),
      line(.issued, list.issued.rfc3339),
      line(.expires, texts.expires(list.expires, oldAfter: Self.span(list.timeToLive))),
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
            recognition.roots, fingerprint: Self.grouped(recognition.roots.fingerprint)))
      lines.append("    " + texts.terms(recognition.terms))
    }
    return lines + [
      line(.fingerprint, "\(Self.grouped(list.roots.fingerprint))  \(texts.ofTheRootKeys)"),
      line(.digest, "\(Self.grouped(payload.hex))  \(texts.ofWhatIsSigned)"),
    ]
  }

  private func role(_ member: Member, _ role: Role) -> [String] {
    [line(member, texts.signers(role))] + role.keys.map { "  \($0.identifier.hex)" }
  }

  /// What a key of a source signs.
  func use(_ key: TrustListSource.Key) -> String {
    switch key.use {
    case .codes(let grant, let uri):
      grant.grant.map { texts.use(.codes($0, statusList: uri)) } ?? ""
    case .statusLists(let uris): texts.use(.statusLists(uris))
    }
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

  /// The greatest age of evidence, as options write it. Tests are spoken of in hours: 72h, not 3d.
  static func age(minutes: UInt64) -> String {
    minutes % 60 == 0 && minutes < 7 * 1440 ? "\(minutes / 60)h" : span(minutes * 60)
  }

  /// A length of time that a file states, whatever it is.
  static func span(_ seconds: UInt64) -> String {
    seconds % 60 == 0 ? DurationText.text(seconds: Int64(clamping: seconds)) : "\(seconds) s"
  }
}
