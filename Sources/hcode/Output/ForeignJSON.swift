import HCodeBase
import HCodeCore
import HCodeFormats
import HCodeTrust

/// What `--json` says of certificates of other formats. Its members are a promise (docs/json.md).
enum ForeignJSON {
  static func add(
    _ certificate: VerifiedForeignCertificate, at now: Timestamp, without withheld: Withheld,
    to object: inout JSONObject
  ) {
    if let name = certificate.issuerName { object.add("issuer_name", name) }
    object.add("key_id", hexadecimal(certificate.keyName.identifier))
    add(certificate.statement, without: withheld, to: &object)
    let source = certificate.source
    var trust = JSONObject()
    trust.add("basis", "foreign-list")
    trust.add("source", source.name)
    VerdictJSON.addAge(source.since, source.expires, at: now, to: &trust)
    object.add("trust", trust)
  }

  /// What a certificate states; used by `inspect` too.
  static func add(
    _ statement: ForeignStatement, without withheld: Withheld = Withheld(),
    to object: inout JSONObject
  ) {
    if let country = statement.country { object.add("country", country) }
    if !withheld.holder, let identifier = statement.identifier {
      object.add("identifier", identifier)
    }
    if let issuedAt = statement.issuedAt { object.add("issued_at", issuedAt.rfc3339) }
    if let notBefore = statement.notBefore { object.add("not_before", notBefore.rfc3339) }
    let holder = statement.holder
    if !withheld.holder, holder != ForeignStatement.Holder() {
      var member = JSONObject()
      if let name = holder.name { member.add("name", name) }
      if let name = holder.latinName { member.add("latin_name", name) }
      if let date = holder.birthDate { member.add("birth_date", date) }
      if let document = holder.document { member.add("document", document) }
      object.add("holder", member)
    }
    if !withheld.evidence { object.add("evidence", statement.evidence.map(fact)) }
  }

  private static func fact(_ fact: ForeignStatement.Fact) -> JSONObject {
    var object = JSONObject()
    object.add("kind", fact.kind?.word ?? "other")
    if let result = fact.result { object.add("result", result.word) }
    if let dose = fact.dose { object.add("dose", UInt64(clamping: dose)) }
    if let of = fact.of { object.add("of", UInt64(clamping: of)) }
    if let time = fact.time { object.add("time", time) }
    if let place = fact.place { object.add("place", place) }
    if let product = fact.product { object.add("product", product) }
    if let disease = fact.disease { object.add("disease", disease) }
    return object
  }

  /// Key ids of others have any length and are not always text.
  private static func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
