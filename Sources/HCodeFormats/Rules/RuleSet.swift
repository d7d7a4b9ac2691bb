package import HCodeBase

/// The rules of a checkpoint: rules of its country and of countries that issue, and the lists of codes that they ask
/// (docs/rules.md §1).
package struct RuleSet: Sendable {
  /// The most that a file may have.
  package static let maximumFileBytes = 16 << 20
  /// Rules in one set.
  package static let maximumRules = 4096
  /// How deep arrays and objects may be in a file: a rule's expression, and what is round it.
  static let maximumDepth = CertLogicLimits.expressionDepth + 8

  /// The country that is arrived in: whose acceptance rules count.
  package let country: String
  /// The part of it; nil when only the country's rules count.
  package let region: String?
  /// When it was put together, if it says so.
  package let issued: Timestamp?
  /// It decides nothing from then on, if it says so.
  package let expires: Timestamp?
  /// The rules, in the order of the file.
  package let rules: [BusinessRule]
  /// Lists of codes by their id, as rules find them at `external.valueSets`.
  package let valueSets: [ExactText: [String]]
  /// The same as JSON, made once.
  let valueSetsJSON: JSONValue
  /// Which areas are risky; nil when the set rates none.
  package let areas: AreaRatings?
  /// Over which payloads there are rules.
  package let payloads: Set<BusinessRule.Payload>

  /// Reads a file: an array of rules, or an object with `rules` and what is said about them.
  package init(bytes: [UInt8]) throws(RuleSetError) {
    guard bytes.count <= Self.maximumFileBytes else {
      throw RuleSetError("", "has more than \(Self.maximumFileBytes >> 20) MiB")
    }
    let json = try RuleFileForms.json(bytes, maximumDepth: Self.maximumDepth)
    switch json {
    case .object(let members) where RuleFileForms.isByCountry(members):
      try self.init(RuleMembers(.object(["rules": .array(members.map(\.value))]), ""))
    case .object(let members)
    where members["rules"] == nil
      && (members["rule"] ?? members["cms"] ?? members["Identifier"]) != nil:
      try self.init(RuleMembers(.object(["rules": .array([json])]), ""))
    case .array: try self.init(RuleMembers(.object(["rules": json]), ""))
    case .object: try self.init(RuleMembers(json, ""))
    default: throw RuleSetError("", "is neither an array of rules nor an object with 'rules'")
    }
  }

  private init(_ members: RuleMembers) throws(RuleSetError) {
    guard let elements = try members.array("rules") else {
      throw members.error("rules", "is missing")
    }
    var entries: [JSONValue] = []
    for (number, element) in elements.enumerated() {
      guard entries.count <= Self.maximumRules else { break }
      entries += try RuleFileForms.rules(
        in: element, "rules[\(number)]", maximumDepth: Self.maximumDepth)
    }
    guard (1...Self.maximumRules).contains(entries.count) else {
      throw members.error("rules", "holds \(entries.count), not 1 to \(Self.maximumRules)")
    }
    var rules: [BusinessRule] = []
    for (number, entry) in entries.enumerated() {
      rules.append(try BusinessRule(entry, "rules[\(number)]"))
    }
    self.rules = rules
    payloads = Set(rules.map(\.payload))
    let countries = Set(rules.filter { $0.kind == .acceptance }.map(\.country))
    if let country = try members.optionalCountry("country") {
      self.country = country
    } else if let only = countries.first, countries.count == 1 {
      country = only
    } else {
      let these = countries.sorted().joined(separator: ", ")
      throw members.error(
        "country",
        "is missing, and the acceptance rules are of \(countries.isEmpty ? "no country" : these)")
    }
    region = try members.optionalText("region")
    issued = try Self.time("issued", members)
    expires = try Self.time("expires", members)
    valueSets = try ValueSets.read(members)
    areas = try members["areas"].map { json throws(RuleSetError) in
      try AreaRatings(json, members.path("areas"))
    }
    valueSetsJSON = .object(
      JSONFields(
        valueSets.map { (key: $0.key.text, value: .array($0.value.map { .string($0) })) }))
  }

  private static func time(
    _ name: String, _ members: RuleMembers
  ) throws(RuleSetError) -> Timestamp? {
    guard let text = try members.optionalText(name) else { return nil }
    guard let time = Timestamp(rfc3339: text) else {
      throw members.error(name, "is no time such as 2026-11-26T08:00:00Z")
    }
    return time
  }

  static func explained(_ error: JSONValue.ReadingError) -> String {
    switch error {
    case .malformed(let offset): "an error at byte \(offset)"
    case .duplicateName(let offset): "a name twice at byte \(offset)"
    case .tooDeep(let offset): "too deep at byte \(offset)"
    case .tooExpensive(let offset): "more in it than is read, at byte \(offset)"
    }
  }
}
