@testable import HCodeBase

/// Shorter ways into JSON that a test reads.
extension JSONValue {
  subscript(name: String) -> JSONValue? {
    if case .object(let members) = self { members[name] } else { nil }
  }

  var elements: [JSONValue] { if case .array(let elements) = self { elements } else { [] } }
  var text: String? { if case .string(let text) = self { text } else { nil } }

  init(_ text: String) throws { self = try JSONValue(Array(text.utf8), maximumDepth: 128) }
}
