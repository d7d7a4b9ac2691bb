import HCodeBase
package import HCodeCore

extension DeskSettings {
  /// Reads `desk.json`. Refuses what is not known and what contradicts itself, each with its path.
  package init(json bytes: [UInt8]) throws(JSONMembers.Fault) {
    guard bytes.count <= Self.maximumFileBytes else {
      throw JSONMembers.Fault("", "has \(bytes.count) bytes, more than \(Self.maximumFileBytes)")
    }
    let value: JSONValue
    do { value = try JSONValue(bytes.withoutByteOrderMark) } catch {
      throw JSONMembers.Fault("", "is not JSON: \(error)")
    }
    let members = try JSONMembers(
      value, "",
      known: [
        "format", "issuer", "url", "registry", "secrets", "registries", "issue", "people",
        "publish", "warn",
      ])
    guard try members.text("format") == Self.format else {
      throw members.fault("format", "is not \(Self.format)")
    }
    self.init(issuer: try members.identifier("issuer"))
    if members.has("url") {
      let text = try members.text("url")
      guard Self.isURL(text) else {
        throw members.fault(
          "url", "is no https URL with a slash at its end, at most 200 characters")
      }
      url = text
    }
    if members.has("registry") { registry = try Self.place(members, "registry") }
    if members.has("secrets") {
      secrets = try members.texts("secrets", 1...8)
      for (index, secret) in secrets.enumerated() where secret.isEmpty || secret.utf8.contains(0) {
        throw members.fault("secrets[\(index)]", "is no folder")
      }
    }
    if members.has("registries") {
      guard case .object(let places) = try members.required("registries"), places.count <= 64 else {
        throw members.fault("registries", "is no object of at most 64 keys and places")
      }
      for (name, place) in places {
        guard DeskKey.isName(name), case .string(let text) = place, !text.isEmpty,
          !text.utf8.contains(0)
        else { throw members.fault("registries.\(name)", "is no place of a key's registry") }
        registries[name] = text
      }
    }
    try readParts(of: members)
  }

  private mutating func readParts(of members: JSONMembers) throws(JSONMembers.Fault) {
    func part(_ name: String, _ known: [String]) throws(JSONMembers.Fault) -> JSONMembers? {
      guard members.has(name) else { return nil }
      return try JSONMembers(members.required(name), name, known: known)
    }
    func time(_ part: JSONMembers, _ name: String, atMost longest: Int64) throws(JSONMembers.Fault)
      -> WithOriginalText<Int64>?
    {
      guard part.has(name) else { return nil }
      let time = try part.duration(name)
      guard time.value <= longest else {
        throw part.fault(name, "is longer than \(longest / 86_400) days")
      }
      return time
    }
    if let part = try part("issue", ["valid", "subject_required"]) {
      if part.has("valid") {
        let words = HealthStatus.allCases.map(\.description)
        let valid = try JSONMembers(part.required("valid"), part.place("valid"), known: words)
        for status in HealthStatus.allCases {
          validity[status] = try time(valid, status.description, atMost: 366 * 86_400)
        }
      }
      isSubjectRequired = try Self.flag(part, "subject_required")
    }
    if let part = try part("people", ["keep_names", "forget_after"]) {
      keepsNames = try Self.flag(part, "keep_names")
      forgetAfter = try time(part, "forget_after", atMost: 36_500 * 86_400)
    }
    if let part = try part(
      "publish", ["status_valid", "bundle_valid", "renew_after", "neighbours"])
    {
      publishing.statusValid = try time(part, "status_valid", atMost: LongestLife.statusList)
      publishing.bundleValid = try time(part, "bundle_valid", atMost: LongestLife.snapshot)
      publishing.renewAfter = try time(part, "renew_after", atMost: LongestLife.statusList)
      if part.has("neighbours") {
        publishing.neighbours = try part.texts("neighbours", 0...Self.mostNeighbours)
        for (index, url) in publishing.neighbours.enumerated() where !Self.isBundleURL(url) {
          throw part.fault("neighbours[\(index)]", "is no https URL of at most 1,024 characters")
        }
      }
    }
    if let part = try part("warn", ["keys", "backup"]) {
      warnings.keys = try time(part, "keys", atMost: 1096 * 86_400)
      warnings.backup = try time(part, "backup", atMost: 1096 * 86_400)
    }
    guard publishing.renewSeconds < min(publishing.statusSeconds, publishing.bundleSeconds) else {
      throw JSONMembers.Fault(
        "publish.renew_after", "is not shorter than what is to be renewed lasts")
    }
  }

  private static func place(_ members: JSONMembers, _ name: String) throws(JSONMembers.Fault)
    -> String
  {
    let text = try members.text(name)
    guard !text.isEmpty, !text.utf8.contains(0) else { throw members.fault(name, "is no place") }
    return text
  }

  private static func flag(_ members: JSONMembers, _ name: String) throws(JSONMembers.Fault) -> Bool
  {
    guard members.has(name) else { return false }
    guard case .boolean(let flag) = try members.required(name) else {
      throw members.fault(name, "is neither true nor false")
    }
    return flag
  }

  /// The file: what is as usual is left out.
  package var json: String {
    var members: [String] = []
    func add(_ name: String, _ value: String) {
      members.append("  \(JSONText.quoted(name)): \(value)")
    }
    func object(_ parts: [(String, String?)]) -> String? {
      let said = parts.compactMap { name, value in value.map { "\(JSONText.quoted(name)): \($0)" } }
      return said.isEmpty ? nil : "{" + said.joined(separator: ", ") + "}"
    }
    func list(_ texts: [String]) -> String {
      "[" + texts.map(JSONText.quoted).joined(separator: ", ") + "]"
    }
    func text(_ time: WithOriginalText<Int64>?) -> String? { time.map { JSONText.quoted($0.text) } }
    let usual = DeskSettings(issuer: issuer)
    add("format", JSONText.quoted(Self.format))
    add("issuer", JSONText.quoted(issuer.description))
    if let url { add("url", JSONText.quoted(url)) }
    if registry != usual.registry { add("registry", JSONText.quoted(registry)) }
    if secrets != usual.secrets { add("secrets", list(secrets)) }
    if let places = object(
      registries.sorted { $0.key < $1.key }.map { ($0.key, JSONText.quoted($0.value)) })
    {
      add("registries", places)
    }
    let valid = object(HealthStatus.allCases.map { ($0.description, text(validity[$0])) })
    if let issue = object([
      ("valid", valid), ("subject_required", isSubjectRequired ? "true" : nil),
    ]) {
      add("issue", issue)
    }
    if let people = object([
      ("keep_names", keepsNames ? "true" : nil), ("forget_after", text(forgetAfter)),
    ]) {
      add("people", people)
    }
    if let publish = object([
      ("status_valid", text(publishing.statusValid)),
      ("bundle_valid", text(publishing.bundleValid)),
      ("renew_after", text(publishing.renewAfter)),
      ("neighbours", publishing.neighbours.isEmpty ? nil : list(publishing.neighbours)),
    ]) {
      add("publish", publish)
    }
    if let warn = object([("keys", text(warnings.keys)), ("backup", text(warnings.backup))]) {
      add("warn", warn)
    }
    return "{\n" + members.joined(separator: ",\n") + "\n}\n"
  }
}
