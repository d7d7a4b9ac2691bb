extension JSONValue {
  /// The text of a string.
  package var string: String? { if case .string(let text) = self { text } else { nil } }
  /// The digits of a number, as written.
  package var number: String? { if case .number(let text) = self { text } else { nil } }
  /// The elements of an array.
  package var array: [JSONValue]? { if case .array(let elements) = self { elements } else { nil } }
  /// The members of an object.
  package var object: JSONFields? {
    if case .object(let members) = self { members } else { nil }
  }
}
