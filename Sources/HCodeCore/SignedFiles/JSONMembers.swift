package import HCodeBase

/// The members of one object of a trust list's source, each asked for by name and type; faults name the path of the member.
package struct JSONMembers {
  /// What is wrong with such an object, and where in it.
  package struct Fault: Error, Equatable, Sendable {
    /// The member's path, such as `issuers[2].keys[0].statuses`; empty for the whole.
    package let path: String
    /// What is wrong there.
    package let detail: String

    package init(_ path: String, _ detail: String) {
      self.path = path
      self.detail = detail
    }
  }

  package let path: String
  private let members: JSONFields

  /// Refuses what is no object and any member that is not known.
  package init(_ value: JSONValue, _ path: String, known: [String]) throws(Fault) {
    guard case .object(let members) = value else { throw Fault(path, "is no object") }
    self.path = path
    self.members = members
    // The first by name: the same file is refused with the same words.
    if let unknown = members.keys.first(where: { name in !known.contains { $0.isExactly(name) } }) {
      throw fault(unknown, "is no member that is known here")
    }
  }

  /// The path of a member.
  package func place(_ name: String) -> String { path.isEmpty ? name : path + "." + name }

  package func fault(_ name: String, _ detail: String) -> Fault { Fault(place(name), detail) }

  package func has(_ name: String) -> Bool { members[name] != nil }

  package func required(_ name: String) throws(Fault) -> JSONValue {
    guard let value = members[name] else { throw fault(name, "is missing") }
    return value
  }

  package func text(_ name: String) throws(Fault) -> String {
    guard case .string(let text) = try required(name) else { throw fault(name, "is no text") }
    return text
  }

  package func number(_ name: String, _ range: ClosedRange<UInt64>) throws(Fault) -> UInt64 {
    guard case .number(let text) = try required(name), let number = UInt64(text),
      range.contains(number)
    else {
      throw fault(name, "is no whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  package func elements(_ name: String, _ count: ClosedRange<Int>) throws(Fault) -> [JSONValue] {
    guard case .array(let elements) = try required(name) else { throw fault(name, "is no array") }
    guard count.contains(elements.count) else {
      throw fault(
        name, "has \(elements.count) entries, not \(count.lowerBound) to \(count.upperBound)")
    }
    return elements
  }

  package func texts(_ name: String, _ count: ClosedRange<Int>) throws(Fault) -> [String] {
    var texts: [String] = []
    for (index, element) in try elements(name, count).enumerated() {
      guard case .string(let text) = element else {
        throw fault("\(name)[\(index)]", "is no text")
      }
      texts.append(text)
    }
    return texts
  }

  package func shown(_ name: String, maximumBytes: Int) throws(Fault) -> String {
    let text = try text(name)
    if let fault = HealthText.fault(in: text, maximumBytes: maximumBytes) {
      throw self.fault(name, fault)
    }
    return text
  }

  package func identifier(_ name: String) throws(Fault) -> IssuerIdentifier {
    guard let identifier = IssuerIdentifier(try text(name)) else {
      throw fault(
        name, "is not 1 to 32 of A-Z a-z 0-9 . _ - beginning with a letter or digit")
    }
    return identifier
  }

  package func time(_ name: String) throws(Fault) -> WithOriginalText<Timestamp> {
    guard let time = WithOriginalText(rfc3339: try text(name)) else {
      throw fault(name, "is no time such as 2026-11-24T08:00:00Z")
    }
    return time
  }

  package func optionalTime(_ name: String) throws(Fault) -> WithOriginalText<Timestamp>? {
    has(name) ? try time(name) : nil
  }

  package func duration(_ name: String) throws(Fault) -> WithOriginalText<Int64> {
    guard let duration = WithOriginalText(duration: try text(name)) else {
      throw fault(name, "is no length of time such as 90m, 24h or 30d")
    }
    return duration
  }

  package func statusList(_ text: String, _ name: String) throws(Fault) -> StatusListURI {
    guard let uri = StatusListURI(text) else {
      throw fault(name, "is not 1 to 255 printable ASCII characters without a space")
    }
    return uri
  }

  package func names(_ name: String) throws(Fault) -> AuthorityNames {
    guard case .object(let members) = try required(name) else {
      throw fault(name, "is no object of languages and names")
    }
    var names: [String: String] = [:]
    for (language, value) in members {
      guard case .string(let text) = value else { throw fault("\(name).\(language)", "is no text") }
      if let fault = HealthText.fault(in: text, maximumBytes: 96) {
        throw self.fault("\(name).\(language)", fault)
      }
      names[language] = text
    }
    guard let made = AuthorityNames(names) else {
      throw fault(name, "names no language, more than 16, or one that is no tag such as en or zh")
    }
    return made
  }

  package func statuses(_ name: String) throws(Fault) -> Set<HealthStatus> {
    var statuses: Set<HealthStatus> = []
    for (index, word) in try texts(name, 1...3).enumerated() {
      guard let status = HealthStatus(word: word) else {
        throw fault("\(name)[\(index)]", "is not green, yellow or red")
      }
      guard statuses.insert(status).inserted else {
        throw fault("\(name)[\(index)]", "is given twice")
      }
    }
    return statuses
  }

  /// Categories of holders in ascending order; none where the member is missing.
  package func categories(_ name: String) throws(Fault) -> [HolderCategory] {
    guard has(name) else { return [] }
    var categories: [HolderCategory] = []
    for (index, word) in try texts(name, 1...HolderCategory.mostNamed).enumerated() {
      guard let category = HolderCategory(word: word) else {
        throw fault(
          "\(name)[\(index)]",
          "is neither a number from 128 to 255 nor one of \(HolderCategory.words)")
      }
      guard !categories.contains(category) else {
        throw fault("\(name)[\(index)]", "is given twice")
      }
      categories.append(category)
    }
    return categories.sorted()
  }

  package func evidence(_ name: String) throws(Fault) -> [EvidenceKind: WithOriginalText<UInt64>] {
    guard case .object(let members) = try required(name) else {
      throw fault(name, "is no object of kinds and ages")
    }
    var ages: [EvidenceKind: WithOriginalText<UInt64>] = [:]
    for (word, value) in members {
      guard let kind = EvidenceKind(word: word) else {
        throw fault(
          "\(name).\(word)",
          "is none of \(EvidenceKind.allCases.map(\.word).joined(separator: ", "))")
      }
      guard case .string(let text) = value, let age = WithOriginalText(age: text) else {
        throw fault("\(name).\(word)", "is no age such as 48h or 14d, nor any")
      }
      ages[kind] = age
    }
    return ages
  }

  /// `x`, and that `kid` belongs to it.
  package func publicKey() throws(Fault) -> Ed25519PublicKey {
    let text = try text("x")
    guard let bytes = Base64.decodeURL(text), Base64.encodeURL(bytes) == text,
      let key = Ed25519PublicKey(bytes: bytes)
    else { throw fault("x", "is not a strong Ed25519 key in base64url") }
    guard try self.text("kid") == key.identifier.hex else {
      throw fault("kid", "does not belong to x, whose key id is \(key.identifier.hex)")
    }
    return key
  }
}
