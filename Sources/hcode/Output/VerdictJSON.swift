import HCodeGate
import HCodeFormats
import HCodeBase
import HCodeCore
import HCodeTrust

/// The object that `--json` prints for a verdict. Its members are a promise (docs/json.md); never localised.
enum VerdictJSON {
  static func line(_ finding: Finding, without withheld: Withheld = Withheld()) -> String {
    object(finding, without: withheld).line
  }

  static func object(_ finding: Finding, without withheld: Withheld = Withheld()) -> JSONObject {
    let verdict = finding.verdict
    let certificate = verdict.certificate
    let claims = certificate?.healthCode?.claims
    let statement = certificate?.foreign?.statement
    var object = JSONObject()
    object.add("verdict", verdict.word)
    object.add("genuine", verdict.isGenuine)
    object.add("reason", verdict.reasons.first?.rawValue)
    object.add("reasons", verdict.reasons.map(\.rawValue))
    object.add("format", format(of: finding))
    object.add("issuer", claims?.issuer.description ?? statement?.issuer)
    object.add("status", claims?.status.description)
    object.add("expires", (claims?.expires ?? statement?.expires)?.rfc3339)
    object.add("source", finding.source)
    object.add("at", finding.at.rfc3339)
    switch certificate {
    case .healthCode(let code)?:
      object.add("issuer_name", code.key.name(in: "en"))
      object.add("key_id", code.key.publicKey.identifier.hex)
      add(code.claims, categories: code.categories, without: withheld, to: &object)
      add(code, at: finding.at, to: &object)
    case .foreign(let foreign)?:
      ForeignJSON.add(foreign, at: finding.at, without: withheld, to: &object)
    case nil: break
    }
    if let judgement = verdict.judgement {
      let rules = judgement.results.map(RuleText.object)
      if !rules.isEmpty { object.add("rules", rules) }
    }
    if let certificate {
      let warnings = FreshnessWarning.of(certificate, at: finding.at)
      if !warnings.isEmpty { object.add("warnings", warnings.map(json)) }
    }
    if certificate != nil, withheld != Withheld() { object.add("withheld", withheld.words) }
    if let bearer = finding.bearer {
      var member = JSONObject()
      member.add("source", bearer.source)
      member.add("same", bearer.same.map(\.rawValue))
      member.add("different", bearer.different.map(\.rawValue))
      object.add("bearer", member)
    }
    if let page = finding.page { object.add("page", UInt64(clamping: page)) }
    if let detail = verdict.detail { object.add("detail", detail) }
    if let mended = finding.mended {
      object.add("mended", mended.isFramed ? "framing" : "keyboard: " + mended.explanation)
    }
    if let frame = finding.frame { object.add("frame", UInt64(frame)) }
    if finding.ignoredTexts > 0 { object.add("ignored_texts", UInt64(finding.ignoredTexts)) }
    return object
  }

  /// On what the verdict rests, how old it is, and what of it ends soon.
  private static func add(
    _ code: VerifiedHealthCode, at now: Timestamp, to object: inout JSONObject
  ) {
    var trust = JSONObject()
    if let path = code.key.path {
      trust.add("basis", "trust-list")
      add(path.list, at: now, to: &trust)
      if let recogniser = path.recognition {
        var member = JSONObject()
        add(recogniser.list, at: now, to: &member)
        trust.add("recognised_by", member)
      }
    } else if case .withdrawn(let key) = code.key {
      trust.add("basis", "withdrawn")
      trust.add("authority", key.withdrawal.authority.description)
      trust.add("withdrawn_at", key.withdrawal.time.rfc3339)
    } else {
      trust.add("basis", "key-file")
    }
    object.add("trust", trust)
    if let uri = code.key.path?.key.statusList, let list = code.key.path?.statusList {
      var member = JSONObject()
      member.add("uri", uri.description)
      addAge(list.issued, list.expires, at: now, to: &member)
      object.add("status_list", member)
    }
    if let appeal = code.key.path?.appeal { object.add("appeal", appeal) }
  }

  private static func add(_ list: TrustListFacts, at now: Timestamp, to object: inout JSONObject) {
    object.add("authority", list.authority.description)
    object.add("version", list.version)
    addAge(list.issued, list.expires, at: now, to: &object)
  }

  static func addAge(
    _ issued: Timestamp, _ expires: Timestamp, at now: Timestamp, to object: inout JSONObject
  ) {
    object.add("issued_at", issued.rfc3339)
    object.add("age_seconds", UInt64(clamping: now.seconds - issued.seconds))
    object.add("expires", expires.rfc3339)
  }

  /// A warning; `trust show` has the same.
  static func json(_ warning: FreshnessWarning) -> JSONObject {
    var object = JSONObject()
    object.add("warning", warning.kind.rawValue)
    object.add("subject", warning.subject)
    object.add("time", warning.time.rfc3339)
    return object
  }

  private static func format(of finding: Finding) -> String? {
    if let foreign = finding.verdict.certificate?.foreign {
      return foreign.statement.format.rawValue
    }
    return finding.format?.rawValue
  }

  /// What a code states; used by `inspect` too, which shows all its categories and not those alone that count here.
  static func add(
    _ claims: HealthClaims, categories: [HolderCategory]? = nil,
    without withheld: Withheld = Withheld(), to object: inout JSONObject
  ) {
    object.add("code_index", UInt64(claims.codeIndex))
    object.add("issued_at", claims.issuedAt.rfc3339)
    object.add("not_before", (claims.notBefore ?? claims.issuedAt).rfc3339)
    if !withheld.holder, let holder = claims.holder {
      var member = JSONObject()
      if let name = holder.name { member.add("name", name) }
      if let name = holder.latinName { member.add("latin_name", name) }
      if let date = holder.birthDate { member.add("birth_date", date.iso8601) }
      if let tail = holder.documentTail { member.add("document_tail", tail) }
      object.add("holder", member)
    }
    let categories = withheld.holder ? [] : categories ?? claims.categories
    if !categories.isEmpty { object.add("category", categories.map(\.word)) }
    if !withheld.evidence {
      object.add(
        "evidence", withheld.shown(claims.evidence).map { evidence($0, issuedAt: claims.issuedAt) })
    }
    if !withheld.evidence, let justification = claims.justification {
      object.add("status_reason", justification.reason.word)
      object.add("authority", justification.authority)
    }
  }

  private static func evidence(_ evidence: Evidence, issuedAt: Timestamp) -> JSONObject {
    var object = JSONObject()
    object.add("kind", evidence.kind.word)
    switch evidence.details {
    case .result(let result): object.add("result", result.word)
    case .doses(let dose, let of):
      object.add("dose", dose)
      object.add("of", of)
    case .timeOnly: break
    case .stays(let itinerary):
      object.add("days", itinerary.days)
      object.add("source", itinerary.source.word)
    }
    let time = evidence.age.time(issuedAt: issuedAt)
    object.add("time", time.rfc3339)
    if let itinerary = evidence.itinerary {
      object.add(
        "stays",
        itinerary.stays.map { stay in
          var object = JSONObject()
          object.add("area", stay.area.description)
          object.add("until", String(stay.end(of: time).rfc3339.prefix(10)))
          return object
        })
    }
    if let place = evidence.place { object.add("place", place) }
    if let product = evidence.product { object.add("product", product) }
    return object
  }
}
