package import HCodeBase

/// What a CertLogic expression is worth (CertLogic 1.3.3, Values).
package enum CertLogicValue: Sendable {
  /// Also what is not there.
  case null
  case boolean(Bool)
  case integer(Int64)
  /// A number that is no integer, as it is written. Only data hold such; no operation takes it.
  case decimal(String)
  case string(String)
  /// An instant, which only `plusTime` and `dccDateOfBirth` make.
  case dateTime(CertLogicDateTime)
  /// An array or object of the data, as it stands there.
  case data(JSONValue)
  /// An array that the expression made.
  case array(CertLogicArray)
  /// The whole scope of a reduction, `{"accumulator": …, "current": …}`: what `{"var": ""}` gives there.
  case scope(CertLogicArray)

  /// The value of a piece of the data.
  package init(_ json: JSONValue) {
    switch json {
    case .null: self = .null
    case .boolean(let boolean): self = .boolean(boolean)
    case .number(let text): self = json.integer.map { .integer($0) } ?? .decimal(text)
    case .string(let text): self = .string(text)
    case .array, .object: self = .data(json)
    }
  }

  /// Whether it counts as true, as false, or (nil) as neither, which a date-time does.
  package var truth: Bool? {
    switch self {
    case .null: false
    case .boolean(let boolean): boolean
    case .integer(let integer): integer != 0
    case .decimal, .scope: true
    case .string(let text): !text.isEmpty
    case .dateTime: nil
    case .data(.array(let elements)): !elements.isEmpty
    case .data(.object(let members)): !members.isEmpty
    case .data: nil
    case .array(let array): !array.elements.isEmpty
    }
  }

  /// The value as JSON: a date-time is text, `2021-05-02T00:00:00.000Z`.
  package var json: JSONValue {
    switch self {
    case .null: .null
    case .boolean(let boolean): .boolean(boolean)
    case .integer(let integer): .number(String(integer))
    case .decimal(let text): .number(text)
    case .string(let text): .string(text)
    case .dateTime(let time): .string(time.iso8601)
    case .data(let json): json
    case .array(let array): .array(array.elements.map(\.json))
    case .scope(let array):
      .object(
        JSONFields(
          zip(["accumulator", "current"], array.elements.map(\.json)).map {
            (key: $0, value: $1)
          }))
    }
  }

  /// Depth and number of the values in it.
  var extent: (depth: Int, weight: Int) {
    switch self {
    case .array(let array), .scope(let array): (array.depth, array.weight)
    case .data(let json): (0, Self.weight(of: json))
    default: (0, 1)
    }
  }

  private static func weight(of json: JSONValue) -> Int {
    switch json {
    case .array(let elements): elements.reduce(1) { $0 + weight(of: $1) }
    case .object(let members): members.reduce(1) { $0 + weight(of: $1.value) }
    default: 1
    }
  }
}
