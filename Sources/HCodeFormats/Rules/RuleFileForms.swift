import HCodeBase

/// The forms in which rules are handed out: as they are, `{"rule": …}`, `{"cms": …}`, Base64, and signed messages (CMS) with a rule or rules in them. Whoever names the file vouches for it; a signature
/// has to hold, and its signer is not asked.
enum RuleFileForms {
  /// Forms within one another.
  private static let deepest = 6

  /// The JSON of a file, which may be a signed message.
  static func json(
    _ bytes: [UInt8], maximumDepth: Int, level: Int = 0
  ) throws(RuleSetError) -> JSONValue {
    guard level < deepest else { throw RuleSetError("", "is wrapped too often") }
    guard !CMSSignedData.recognises(bytes) else {
      return try json(content(of: bytes, ""), maximumDepth: maximumDepth, level: level + 1)
    }
    do { return try JSONValue(list: bytes, maximumDepth: maximumDepth) } catch {
      if let text = String(validating: bytes, as: UTF8.self),
        let inner = Base64.decodeWrapped(text),
        inner.count > 2
      {
        return try json(inner, maximumDepth: maximumDepth, level: level + 1)
      }
      throw RuleSetError("", "is not JSON as it is wanted here: \(RuleSet.explained(error))")
    }
  }

  /// The rules in an element of a list.
  static func rules(
    in json: JSONValue, _ place: String, maximumDepth: Int, level: Int = 0
  ) throws(RuleSetError) -> [JSONValue] {
    guard level < deepest else { throw RuleSetError(place, "is wrapped too often") }
    func inside(_ json: JSONValue) throws(RuleSetError) -> [JSONValue] {
      try rules(in: json, place, maximumDepth: maximumDepth, level: level + 1)
    }
    switch json {
    case .array(let elements):
      var found: [JSONValue] = []
      for element in elements { found += try inside(element) }
      return found
    case .string(let text):
      guard let bytes = Base64.decodeWrapped(text) else {
        throw RuleSetError(place, "is no Base64")
      }
      return try inside(Self.json(bytes, maximumDepth: maximumDepth, level: level))
    case .object(let members):
      for wrapper in ["rule", "cms", "payload"] where members["Identifier"] == nil {
        if let inner = members[wrapper] { return try inside(inner) }
      }
      return [json]
    default: throw RuleSetError(place, "is no object")
    }
  }

  /// Whether an object is the list of a gateway: an array for each country, and nothing else.
  static func isByCountry(_ members: JSONFields) -> Bool {
    members.contains { _ in true }
      && members.allSatisfy { name, value in
        guard case .array = value else { return false }
        return name.utf8.count == 2 && name.utf8.allSatisfy { $0.isASCIIUppercase }
      }
  }

  private static func content(of message: [UInt8], _ place: String) throws(RuleSetError) -> [UInt8]
  {
    do {
      return try CMSSignedData(message, contentType: "1.2.840.113549.1.7.1").content
    } catch {
      switch error {
      case .malformed(let detail):
        throw RuleSetError(place, "is no signed message with rules: \(detail)")
      case .badSignature(let detail):
        throw RuleSetError(place, "is not signed as it says: \(detail)")
      }
    }
  }
}
