import HCodeBase
import HCodeCore

/// JSON to be written with its members in the order of the source file.
indirect enum SourceJSON {
  case text(String)
  case number(UInt64)
  case array([SourceJSON])
  case object([(String, SourceJSON)])
  /// An array or object on one line.
  case line(SourceJSON)

  func written(indent: String) -> String {
    let inner = indent + "  "
    switch self {
    case .text(let text): return JSONText.quoted(text)
    case .number(let number): return String(number)
    case .array(let elements):
      guard !elements.isEmpty else { return "[]" }
      let lines = elements.map { inner + $0.written(indent: inner) }
      return "[\n" + lines.joined(separator: ",\n") + "\n" + indent + "]"
    case .object(let members):
      guard !members.isEmpty else { return "{}" }
      let lines = members.map { inner + JSONText.quoted($0) + ": " + $1.written(indent: inner) }
      return "{\n" + lines.joined(separator: ",\n") + "\n" + indent + "}"
    case .line(let value): return value.onOneLine
    }
  }

  private var onOneLine: String {
    switch self {
    case .text, .number: written(indent: "")
    case .array(let elements): "[" + elements.map(\.onOneLine).joined(separator: ", ") + "]"
    case .object(let members):
      "{"
        + members.map { JSONText.quoted($0) + ": " + $1.onOneLine }.joined(separator: ", ") + "}"
    case .line(let value): value.onOneLine
    }
  }

  static func of(_ names: AuthorityNames) -> SourceJSON {
    let sorted = names.byLanguage.sorted { $0.key < $1.key }
    return .line(.object(sorted.map { ($0.key, .text($0.value)) }))
  }

  static func of(_ statuses: Set<HealthStatus>) -> SourceJSON {
    let sorted = statuses.sorted { $0.rawValue < $1.rawValue }
    return .line(.array(sorted.map { .text($0.description) }))
  }

  /// Nil for none, which is not written.
  static func of(_ categories: [HolderCategory]) -> SourceJSON? {
    categories.isEmpty ? nil : .line(.array(categories.map { .text($0.word) }))
  }

  static func of(_ evidence: [EvidenceKind: WithOriginalText<UInt64>]) -> SourceJSON {
    let sorted = evidence.sorted { $0.key < $1.key }
    return .line(.object(sorted.map { ($0.key.word, .text($0.value.text)) }))
  }

  static func of(_ key: Ed25519PublicKey) -> [(String, SourceJSON)] {
    [("kid", .text(key.identifier.hex)), ("x", .text(Base64.encodeURL(key.bytes)))]
  }

  static func of(_ group: TrustListSource.KeyGroup) -> SourceJSON {
    let keys = group.keys.map { member in
      SourceJSON.object(
        of(member.publicKey) + (member.name.map { [("name", .text($0))] } ?? []))
    }
    return .object([("threshold", .number(UInt64(group.threshold))), ("keys", .array(keys))])
  }

  static func of(_ issuer: TrustListSource.Issuer) -> SourceJSON {
    var members: [(String, SourceJSON)] = [
      ("issuer", .text(issuer.identifier.description)), ("names", of(issuer.names)),
    ]
    if let appeal = issuer.appeal { members.append(("appeal", .text(appeal))) }
    if let sunset = issuer.sunset { members.append(("sunset", .text(sunset.text))) }
    if let log = issuer.log { members.append(("log", of(log))) }
    members.append(("keys", .array(issuer.keys.map { of($0) })))
    return .object(members)
  }

  static func of(_ log: TrustListSource.Issuer.Log) -> SourceJSON {
    var members: [(String, SourceJSON)] = [("key", .text(log.policy.log.text))]
    if !log.policy.witnesses.isEmpty {
      members += [
        ("witnesses", .array(log.policy.witnesses.map { .text($0.text) })),
        ("quorum", .number(UInt64(log.policy.quorum))),
      ]
    }
    return .object(members + [("grace", .text(log.grace.text))])
  }

  static func of(_ key: TrustListSource.Key) -> SourceJSON {
    var members =
      of(key.publicKey) + [
        ("not_before", .text(key.notBefore.text)), ("until", .text(key.until.text)),
      ]
    switch key.use {
    case .codes(let grant, let uri):
      members += [
        ("use", .text("codes")), ("statuses", of(grant.statuses)), ("evidence", of(grant.evidence)),
      ]
      if let longest = grant.longestValidity {
        members.append(("longest_validity", .text(longest.text)))
      }
      if !grant.needsSecondOfficer { members.append(("officers", .number(1))) }
      if let categories = of(grant.categories) { members.append(("category", categories)) }
      if let uri { members.append(("status_list", .text(uri.description))) }
    case .statusLists(let uris):
      members += [
        ("use", .text("status-lists")),
        ("status_lists", .array(uris.map { .text($0.description) })),
      ]
    case .countersign, .venues, .exposures:
      members.append(("use", .text(key.agreedUse.word)))
    }
    if let agreement = key.agreement {
      members.append(("agreement", .text(Base64.encodeURL(agreement))))
    }
    return .object(members)
  }

  static func of(_ recognition: TrustListSource.RecognisedAuthority) -> SourceJSON {
    var members: [(String, SourceJSON)] = [
      ("authority", .text(recognition.authority.description)), ("names", of(recognition.names)),
      ("roots", of(recognition.roots)), ("statuses", of(recognition.statuses)),
    ]
    if let evidence = recognition.greenWith { members.append(("green_with", of(evidence))) }
    if let word = recognition.otherwise { members.append(("otherwise", .text(word.rawValue))) }
    if let sunset = recognition.sunset { members.append(("sunset", .text(sunset.text))) }
    if let categories = of(recognition.categories) { members.append(("category", categories)) }
    return .object(members)
  }
}
