import HCodeBase
import HCodeCore
import HCodeFormats
import HCodeSystem
import HCodeTrust

/// A question of the conformance kit, with its members as conformance/protocol.md names them.
struct ConformanceQuestion {
  /// What may be asked.
  enum Operation: String, CaseIterable {
    case verify, list, status, delta, bundle, log, entry, opening, proof, rules, story, issue
  }

  /// Why there is no answer.
  struct Unanswerable: Error {
    let why: String
  }

  private let members: JSONFields

  /// A step of a story.
  init(_ value: JSONValue) throws(Unanswerable) {
    guard case .object(let members) = value else { throw Unanswerable(why: "it is no object") }
    self.members = members
  }

  /// The answer to a line, under its id. What cannot be answered is skipped, with the reason.
  static func answer(to line: [UInt8]) -> JSONFields {
    let value: JSONValue
    do { value = try JSONValue(list: line) } catch {
      return ["id": .null, "skip": .string("it is not JSON: \(error)")]
    }
    var answer: JSONFields
    do {
      answer = try ConformanceQuestion(value).answer()
    } catch {
      let why = (error as? Unanswerable)?.why ?? "\(error)"
      answer = ["skip": .string(why)]
    }
    answer["id"] = value.object?["id"] ?? .null
    return answer
  }

  private func answer() throws -> JSONFields {
    guard let operation = Operation(rawValue: try text("op")) else {
      throw Unanswerable(why: "the op is not known")
    }
    switch operation {
    case .verify:
      try only("text", "at", "trust")
      var trusted = TrustedKeys()
      for key in try values("trust") {
        try trusted.insert(IssuerKey(json: Array(JSONText.encoded(key).utf8)))
      }
      return try verdict(by: trusted)
    case .list, .status, .delta, .bundle, .log:
      try only("file", "held", "roots", "at")
      return try imported()
    case .entry:
      try only("entry", "first", "second")
      return ["outcome": .string(try entry())]
    case .opening:
      try only("opening")
      return try opening()
    case .proof:
      try only("proof", "log", "witnesses", "quorum")
      return ["outcome": .string(try proof())]
    case .rules:
      try only("logic", "data")
      let logic = CertLogicExpression(members["logic"] ?? .null)
      guard let value = try? logic.value(on: members["data"] ?? .null) else {
        return ["outcome": .string("error")]
      }
      return ["value": value.json]
    case .story:
      try only("steps")
      return ["answers": .array(try story())]
    case .issue:
      try only("key", "second", "claims")
      return try ConformanceIssuer.answer(
        to: members["claims"] ?? .null, key: text("key"),
        second: members["second"] == nil ? nil : text("second"))
    }
  }

  // MARK: Codes and stores

  private func verdict(by trust: any TrustSource) throws -> JSONFields {
    let verdict = Verifier(trust: trust, timeFrom: .question).verdict(
      on: Array(try text("text").utf8), at: try time())
    var answer: JSONFields = ["verdict": .string(verdict.word)]
    answer["reason"] = verdict.reasons.first.map { .string($0.rawValue) }
    answer["status"] = verdict.certificate?.healthCode.map {
      .string($0.claims.status.description)
    }
    return answer
  }

  /// The last file's outcome, in a store that took the others before.
  private func imported() throws -> JSONFields {
    let store = try ConformanceStore()
    let (roots, now) = (try roots(), try time())
    for file in try files("held") {
      let outcome = try store.hold(file, roots: roots, at: now)
      guard outcome == ConformanceStore.accepted else {
        throw Unanswerable(why: "what is to be held is refused: \(outcome)")
      }
    }
    let outcome = try store.take([try file("file")], roots: roots, at: now)
    return ["outcome": .string(outcome[0])]
  }

  private func story() throws -> [JSONValue] {
    let store = try ConformanceStore()
    var answers: [JSONValue] = []
    for value in try values("steps") {
      answers.append(.object(try ConformanceQuestion(value).step(in: store)))
    }
    return answers
  }

  private func step(in store: ConformanceStore) throws -> JSONFields {
    if members["import"] != nil {
      try only("import", "roots", "at")
      let outcomes = try store.take(try files("import"), roots: try roots(), at: try time())
      return ["outcomes": .array(outcomes.map { .string($0) })]
    }
    if members["rules"] != nil {
      try only("rules", "at")
      return ["outcome": .string(try store.takeRules(try file("rules"), at: try time()))]
    }
    if members["show"] != nil {
      try only("show")
      return ["held": .object(try store.held())]
    }
    try only("text", "at")
    return try verdict(by: store.open())
  }

  // MARK: The log

  private func entry() throws -> String {
    let first = try publicKey("first")
    let second = try members["second"].map { _ in try publicKey("second") }
    guard let entry = try? SignedAct(try file("entry")) else { return "malformed" }
    let isSigned =
      entry.isSigned(by: first) && second.map { entry.isCountersigned(by: $0) } ?? true
    return isSigned ? ConformanceStore.accepted : "unsigned"
  }

  private func opening() throws -> JSONFields {
    guard let opening = ActOpening(try file("opening")), opening.opened != nil else {
      return ["outcome": .string("not-opened")]
    }
    return [
      "outcome": .string(ConformanceStore.accepted), "index": .number("\(opening.index)"),
      "reason": .number("\(opening.grounds.reason.rawValue)"),
      "order": .string(opening.grounds.order),
    ]
  }

  private func proof() throws -> String {
    func note(_ value: JSONValue?) throws(Unanswerable) -> NoteKey {
      guard let key = value?.string.flatMap({ NoteKey(text: $0) }) else {
        throw Unanswerable(why: "a key of the log or of a witness is none")
      }
      return key
    }
    let witnesses = try (members["witnesses"]?.array ?? []).map { try note($0) }
    let quorum = members["quorum"]?.integer.flatMap { Int(exactly: $0) }
    guard
      let policy = LogPolicy(log: try note(members["log"]), witnesses: witnesses, quorum: quorum)
    else { throw Unanswerable(why: "the keys make no policy") }
    guard let proof = LogProof(try file("proof")) else { return "malformed-proof" }
    do { _ = try policy.believe(proof.checkpoint) } catch { return error.name.rawValue }
    return proof.isIncluded
      ? ConformanceStore.accepted : LogRefusal.Name.notIncluded.rawValue
  }

  // MARK: Members

  /// A question that says more than these, and what every question has, is of another protocol.
  private func only(_ names: String...) throws(Unanswerable) {
    for name in members.keys where !(["op", "id"] + names).contains(name) {
      throw Unanswerable(why: "the member '\(name)' is not known")
    }
  }

  private func text(_ name: String) throws(Unanswerable) -> String {
    guard let text = members[name]?.string else {
      throw Unanswerable(why: "'\(name)' is missing or no text")
    }
    return text
  }

  private func time() throws(Unanswerable) -> Timestamp {
    guard let time = Timestamp(rfc3339: try text("at")) else {
      throw Unanswerable(why: "'at' is no time")
    }
    return time
  }

  /// The elements of an array; none where it is missing.
  private func values(_ name: String) throws(Unanswerable) -> [JSONValue] {
    guard let value = members[name] else { return [] }
    guard let elements = value.array else { throw Unanswerable(why: "'\(name)' is no array") }
    return elements
  }

  private func file(_ name: String) throws(Unanswerable) -> [UInt8] {
    try Self.bytes(members[name], name)
  }

  private func files(_ name: String) throws -> [[UInt8]] {
    try values(name).map { try Self.bytes($0, name) }
  }

  private static func bytes(_ value: JSONValue?, _ name: String) throws(Unanswerable) -> [UInt8] {
    guard let bytes = value?.string.flatMap({ Base64.decode($0) }) else {
      throw Unanswerable(why: "'\(name)' is missing or no Base64")
    }
    return bytes
  }

  private func publicKey(_ name: String) throws(Unanswerable) -> Ed25519PublicKey {
    guard let key = Ed25519PublicKey(bytes: try file(name)) else {
      throw Unanswerable(why: "'\(name)' is no strong Ed25519 key")
    }
    return key
  }

  private func roots() throws -> [Ed25519PublicKey] {
    try values("roots").map { value in
      guard
        let key = value.string.flatMap({ Base64.decodeURL($0) })
          .flatMap({ Ed25519PublicKey(bytes: $0) })
      else { throw Unanswerable(why: "'roots' has something that is no strong Ed25519 key") }
      return key
    }
  }
}
