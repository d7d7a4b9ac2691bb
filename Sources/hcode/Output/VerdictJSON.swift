import HCodeCore

/// The object that `--json` prints for a verdict. Its members are a promise (docs/json.md); never localised.
enum VerdictJSON {
  static func line(_ finding: Finding) -> String {
    let verdict = finding.verdict
    let claims = verdict.certificate?.claims
    var object = JSONObject()
    object.add("verdict", verdict.word)
    object.add("genuine", verdict.isGenuine)
    object.add("reason", verdict.reasons.first?.rawValue)
    object.add("reasons", verdict.reasons.map(\.rawValue))
    object.add("format", format(of: verdict))
    object.add("issuer", claims?.issuer.description)
    object.add("status", claims?.status.description)
    object.add("expires", claims?.expires.rfc3339)
    object.add("source", finding.source)
    object.add("at", finding.at.rfc3339)
    if let certificate = verdict.certificate {
      object.add("issuer_name", certificate.key.name(in: "en"))
      object.add("key_id", certificate.key.publicKey.identifier.hex)
      add(certificate.claims, to: &object)
    }
    if let detail = verdict.detail { object.add("detail", detail) }
    if let mended = finding.mended { object.add("mended", mended) }
    if finding.ignoredTexts > 0 { object.add("ignored_texts", UInt64(finding.ignoredTexts)) }
    return object.line
  }

  private static func format(of verdict: Verdict) -> String? {
    switch verdict {
    case .none: nil
    case .undecided(.unreadable, _, _): nil
    default: "hcode"
    }
  }

  /// What a code states; used by `inspect` too.
  static func add(_ claims: HealthClaims, to object: inout JSONObject) {
    object.add("code_index", UInt64(claims.codeIndex))
    object.add("issued_at", claims.issuedAt.rfc3339)
    object.add("not_before", (claims.notBefore ?? claims.issuedAt).rfc3339)
    if let holder = claims.holder {
      var member = JSONObject()
      if let name = holder.name { member.add("name", name) }
      if let name = holder.latinName { member.add("latin_name", name) }
      if let date = holder.birthDate { member.add("birth_date", date.iso8601) }
      if let tail = holder.documentTail { member.add("document_tail", tail) }
      object.add("holder", member)
    }
    object.add("evidence", claims.evidence.map { evidence($0, issuedAt: claims.issuedAt) })
    if let justification = claims.justification {
      object.add("status_reason", justification.reason.word)
      object.add("authority", justification.authority)
    }
  }

  private static func evidence(_ evidence: Evidence, issuedAt: Timestamp) -> JSONObject {
    var object = JSONObject()
    let time = evidence.age.time(issuedAt: issuedAt).rfc3339
    func add(_ place: String?, _ product: String?) {
      object.add("time", time)
      if let place { object.add("place", place) }
      if let product { object.add("product", product) }
    }
    switch evidence {
    case .test(let kind, let result, _, let place, let product):
      object.add("kind", kind.word)
      object.add("result", result.word)
      add(place, product)
    case .vaccination(let dose, let of, _, let place, let product):
      object.add("kind", "vaccination")
      object.add("dose", dose)
      object.add("of", of)
      add(place, product)
    case .recovery(_, let place):
      object.add("kind", "recovery")
      add(place, nil)
    }
    return object
  }
}
