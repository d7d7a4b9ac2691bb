import HCodeBase
import HCodeCore

/// What a certificate of any format states, in the one shape that rules can be written over (docs/rules.md §5).
struct EvidencePayload {
  /// The version of the shape: what rules call `SchemaVersion`.
  static let version = "1.0.0"

  private var members: JSONFields = ["ver": .string(Self.version)]
  private var facts: [(kind: EvidenceKind?, json: JSONValue, time: CertLogicDateTime?)] = []

  init(format: String) { add("format", format) }

  /// A member that is not stated is not there.
  mutating func add(_ name: String, _ text: String?) {
    if let text { members[name] = .string(text) }
  }

  mutating func add(_ name: String, _ texts: [String: String?]) {
    let stated = Self.fields(texts)
    if !stated.isEmpty { members[name] = .object(stated) }
  }

  /// What the holder is, in words; there and empty when nothing is stated, so that a rule can always ask.
  mutating func add(_ categories: [HolderCategory]) {
    members["category"] = .array(categories.map { .string($0.word) })
  }

  /// A piece of evidence: `kind`, `time` and what else is stated, as in docs/json.md.
  mutating func add(
    _ kind: EvidenceKind?, time: String?, _ texts: [String: String?], _ numbers: [String: Int64?]
  ) {
    var fact = Self.fields(texts)
    for case (let name, let number?) in numbers { fact[name] = .number(String(number)) }
    fact["kind"] = .string(kind?.word ?? "other")
    if let time { fact["time"] = .string(time) }
    facts.append((kind, .object(fact), time.flatMap { try? CertLogicDateTime($0) }))
  }

  private static func fields(_ texts: [String: String?]) -> JSONFields {
    JSONFields(texts.compactMap { name, text in text.map { (key: name, value: .string($0)) } })
  }

  /// The JSON: every piece of evidence in the certificate's order, and those of each kind, the newest first.
  var json: JSONValue {
    var members = members
    members["evidence"] = .array(facts.map(\.json))
    for kind in EvidenceKind.allCases where kind.isOfHealth {
      let ofKind = facts.filter { $0.kind == kind }
      guard !ofKind.isEmpty else { continue }
      // A time that cannot be read is older than every other: nobody gets in by it.
      let sorted = ofKind.enumerated().sorted { a, b in
        let (first, second) = (a.element.time, b.element.time)
        return first == second
          ? a.offset < b.offset : second == nil || first.map { $0 > (second ?? $0) } ?? false
      }
      members[kind.word] = .array(sorted.map(\.element.json))
    }
    return .object(members)
  }

  /// Which rules apply besides the general ones.
  var types: Set<BusinessRule.CertificateType> {
    Set(
      facts.compactMap { fact in
        (fact.kind?.family.ruleType).flatMap { BusinessRule.CertificateType(rawValue: $0) }
      })
  }
}
