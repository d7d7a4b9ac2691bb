/// A JSON object on one line, its members in the order in which they were added.
package struct JSONObject {
  private var members: [String] = []

  /// An empty object.
  package init() {}

  package mutating func add(_ name: String, _ text: String?) {
    members.append(JSONText.quoted(name) + ":" + (text.map(JSONText.quoted) ?? "null"))
  }

  package mutating func add(_ name: String, _ number: UInt64) {
    members.append(JSONText.quoted(name) + ":" + String(number))
  }

  package mutating func add(_ name: String, _ number: UInt64?) {
    members.append(JSONText.quoted(name) + ":" + (number.map(String.init) ?? "null"))
  }

  package mutating func add(_ name: String, _ numbers: [UInt64]) {
    members.append(
      JSONText.quoted(name) + ":[" + numbers.map { String($0) }.joined(separator: ",") + "]")
  }

  package mutating func add(_ name: String, _ flag: Bool) {
    members.append(JSONText.quoted(name) + ":" + (flag ? "true" : "false"))
  }

  package mutating func add(_ name: String, _ texts: [String]) {
    members.append(
      JSONText.quoted(name) + ":[" + texts.map(JSONText.quoted).joined(separator: ",") + "]")
  }

  package mutating func add(_ name: String, _ object: JSONObject) {
    members.append(JSONText.quoted(name) + ":" + object.line)
  }

  package mutating func add(_ name: String, _ objects: [JSONObject]) {
    members.append(
      JSONText.quoted(name) + ":[" + objects.map(\.line).joined(separator: ",") + "]")
  }

  /// A member a line, as `name: value`, for people.
  package var lines: [String] {
    members.map { member in
      guard let colon = member.firstIndex(of: ":") else { return member }
      return member[..<colon].filter { $0 != "\"" } + ": " + member[member.index(after: colon)...]
    }
  }

  package var line: String { "{" + members.joined(separator: ",") + "}" }
}
