import HCodeBase

/// A JSON object on one line, its members in the order in which they were added.
struct JSONObject {
  private var members: [String] = []

  mutating func add(_ name: String, _ text: String?) {
    members.append(JSONText.quoted(name) + ":" + (text.map(JSONText.quoted) ?? "null"))
  }

  mutating func add(_ name: String, _ number: UInt64) {
    members.append(JSONText.quoted(name) + ":" + String(number))
  }

  mutating func add(_ name: String, _ number: UInt64?) {
    members.append(JSONText.quoted(name) + ":" + (number.map(String.init) ?? "null"))
  }

  mutating func add(_ name: String, _ numbers: [UInt64]) {
    members.append(
      JSONText.quoted(name) + ":[" + numbers.map { String($0) }.joined(separator: ",") + "]")
  }

  mutating func add(_ name: String, _ flag: Bool) {
    members.append(JSONText.quoted(name) + ":" + (flag ? "true" : "false"))
  }

  mutating func add(_ name: String, _ texts: [String]) {
    members.append(
      JSONText.quoted(name) + ":[" + texts.map(JSONText.quoted).joined(separator: ",") + "]")
  }

  mutating func add(_ name: String, _ object: JSONObject) {
    members.append(JSONText.quoted(name) + ":" + object.line)
  }

  mutating func add(_ name: String, _ objects: [JSONObject]) {
    members.append(
      JSONText.quoted(name) + ":[" + objects.map(\.line).joined(separator: ",") + "]")
  }

  /// A member a line, as `name: value`, for people.
  var lines: [String] {
    members.map { member in
      guard let colon = member.firstIndex(of: ":") else { return member }
      return member[..<colon].filter { $0 != "\"" } + ": " + member[member.index(after: colon)...]
    }
  }

  var line: String { "{" + members.joined(separator: ",") + "}" }
}
