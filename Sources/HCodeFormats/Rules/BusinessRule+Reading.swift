import HCodeBase

extension BusinessRule {
  /// Reads a rule. Its logic may be none: such a rule is open, and `CertLogicExpression.issues` says why.
  init(_ json: JSONValue, _ place: String) throws(RuleSetError) {
    let members = try RuleMembers(json, place)
    identifier = try members.text("Identifier")
    kind = try members.word("Type")
    guard let country = try members.optionalCountry("Country") else {
      throw members.error("Country", "is missing")
    }
    self.country = country
    region = try members.optionalText("Region")
    version = try members.version("Version")
    schemaVersion = try members.version("SchemaVersion")
    engine = try members.text("Engine")
    engineVersion = try members.version("EngineVersion")
    certificateType = try members.word("CertificateType")
    payload = try members.word("Payload", ifMissing: .dcc)
    fails = try members.word("Fails", ifMissing: .refused)
    validFrom = try members.time("ValidFrom")
    validTo = try members.time("ValidTo")
    guard validFrom <= validTo else { throw members.error("ValidTo", "is before ValidFrom") }
    var descriptions: [String: String] = [:]
    for (number, entry) in (try members.array("Description") ?? []).enumerated() {
      let entry = try RuleMembers(entry, members.path("Description[\(number)]"))
      let language = try entry.text("lang")
      guard case .string(let text)? = entry["desc"] else { throw entry.error("desc", "is no text") }
      descriptions[language] = text
    }
    self.descriptions = descriptions
    var fields: [String] = []
    for field in try members.array("AffectedFields") ?? [] {
      guard case .string(let field) = field else {
        throw members.error("AffectedFields", "holds something that is no text")
      }
      fields.append(field)
    }
    affectedFields = fields
    guard let logic = members["Logic"] else { throw members.error("Logic", "is missing") }
    self.logic = CertLogicExpression(logic)
  }
}
