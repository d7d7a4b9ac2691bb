import HCodeBase

/// The members of one object in a file of rules, with their place for errors. Members that nobody asks for are passed over:
/// publishers add their own.
struct RuleMembers {
  private let members: JSONFields
  let place: String

  init(_ json: JSONValue, _ place: String) throws(RuleSetError) {
    guard case .object(let members) = json else { throw RuleSetError(place, "is no object") }
    self.members = members
    self.place = place
  }

  /// A member that is not null.
  subscript(name: String) -> JSONValue? {
    let value = members[name]
    return value == .null ? nil : value
  }

  /// Refuses a member of another name, and one that is null.
  func refuseOthers(than names: [String]) throws(RuleSetError) {
    for (name, value) in members {
      guard names.contains(name) else {
        throw error(name, "is none of \(names.joined(separator: ", "))")
      }
      if value == .null { throw error(name, "is null") }
    }
  }

  func path(_ name: String) -> String { place.isEmpty ? name : "\(place).\(name)" }

  func error(_ name: String, _ detail: String) -> RuleSetError {
    RuleSetError(path(name), detail)
  }

  func optionalText(_ name: String, maximumBytes: Int = 64) throws(RuleSetError) -> String? {
    guard let value = self[name] else { return nil }
    guard case .string(let text) = value else { throw error(name, "is no text") }
    if let fault = HealthText.fault(in: text, maximumBytes: maximumBytes) {
      throw error(name, fault)
    }
    return text
  }

  func text(_ name: String) throws(RuleSetError) -> String {
    guard let text = try optionalText(name) else { throw error(name, "is missing") }
    return text
  }

  func word<Word: RawRepresentable & CaseIterable>(
    _ name: String, ifMissing: Word? = nil
  ) throws(RuleSetError) -> Word where Word.RawValue == String {
    if self[name] == nil, let ifMissing { return ifMissing }
    guard let word = Word(rawValue: try text(name)) else {
      let words = Word.allCases.map(\.rawValue).joined(separator: ", ")
      throw error(name, "is none of \(words)")
    }
    return word
  }

  func version(_ name: String) throws(RuleSetError) -> RuleVersion {
    guard let version = RuleVersion(try text(name)) else { throw error(name, "is no version") }
    return version
  }

  func optionalCountry(_ name: String) throws(RuleSetError) -> String? {
    guard let text = try optionalText(name) else { return nil }
    guard let country = CountryCode.alpha2(text) else {
      throw error(name, "is no country by two or three letters")
    }
    return country
  }

  func time(_ name: String) throws(RuleSetError) -> CertLogicDateTime {
    let text = try text(name)
    do { return try CertLogicDateTime(text) } catch { throw self.error(name, error.detail) }
  }

  func array(_ name: String) throws(RuleSetError) -> [JSONValue]? {
    guard let value = self[name] else { return nil }
    guard case .array(let elements) = value else { throw error(name, "is no array") }
    return elements
  }
}
