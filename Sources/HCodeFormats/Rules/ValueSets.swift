import HCodeBase

/// Lists of codes, in the forms in which they are published.
enum ValueSets {
  /// The member `valueSets`: an object of id to an array of codes, or to a value set as the EU publishes it; or an array of
  /// those, which carry their id.
  static func read(_ members: RuleMembers) throws(RuleSetError) -> [ExactText: [String]] {
    guard let json = members["valueSets"] else { return [:] }
    var sets: [ExactText: [String]] = [:]
    switch json {
    case .object(let entries):
      for (id, entry) in entries {
        sets[ExactText(id)] = try codes(entry, members.path("valueSets.\(id)"))
      }
    case .array(let entries):
      for (number, entry) in entries.enumerated() {
        let place = members.path("valueSets[\(number)]")
        let id = try RuleMembers(entry, place).text("valueSetId")
        guard sets.updateValue(try codes(entry, place), forKey: ExactText(id)) == nil else {
          throw RuleSetError(place, "has the id of another one")
        }
      }
    default: throw members.error("valueSets", "is neither an object nor an array")
    }
    return sets
  }

  private static func codes(_ json: JSONValue, _ place: String) throws(RuleSetError) -> [String] {
    if case .object(let members) = json {
      guard case .object(let values)? = members["valueSetValues"] else {
        throw RuleSetError(place, "has no 'valueSetValues'")
      }
      return values.keys
    }
    guard case .array(let elements) = json else {
      throw RuleSetError(place, "is neither an array of codes nor a value set")
    }
    var codes: [String] = []
    for element in elements {
      guard case .string(let code) = element else { throw RuleSetError(place, "holds no text") }
      codes.append(code)
    }
    return codes
  }
}
