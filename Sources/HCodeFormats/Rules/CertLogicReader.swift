import HCodeBase

/// From JSON to operations, with everything that is no CertLogic noted in the words and the order of the published
/// validator (the validation test suite of CertLogic 1.3.3).
struct CertLogicReader {
  typealias Node = CertLogicExpression.Node
  typealias Comparison = CertLogicExpression.Comparison

  private(set) var issues: [CertLogicIssue] = []

  mutating func node(_ json: JSONValue, depth: Int) -> Node {
    guard depth < CertLogicLimits.expressionDepth else {
      return invalid(.null, "deeper than \(CertLogicLimits.expressionDepth) arrays and objects")
    }
    switch json {
    case .string, .boolean: return .literal(CertLogicValue(json))
    case .number(let text):
      return json.integer.map { .literal(.integer($0)) }
        ?? invalid(json, "\(text) is a non-integer number")
    case .null: return invalid(json, "invalid CertLogic expression")
    case .array(let elements): return Self.array(nodes(elements, depth: depth + 1))
    case .object(let members):
      guard let (word, operands) = members.first, members.count == 1 else {
        return invalid(
          json, "expression object must have exactly one key, but it has \(members.count)")
      }
      if word == "var" { return variable(operands, in: json) }
      guard case .array(let values) = operands else {
        return invalid(json, #"operation not of the form { "<operator>": [ <values...> ] }"#)
      }
      return operation(word, values, in: json, depth: depth + 2)
    }
  }

  private mutating func nodes(_ elements: some Sequence<JSONValue>, depth: Int) -> [Node] {
    var nodes: [Node] = []
    for element in elements { nodes.append(node(element, depth: depth)) }
    return nodes
  }

  /// Literals alone make a literal: a list of codes is not made anew for each certificate.
  private static func array(_ nodes: [Node]) -> Node {
    var values: [CertLogicValue] = []
    for node in nodes {
      guard case .literal(let value) = node else { return .array(nodes) }
      values.append(value)
    }
    guard let array = try? CertLogicArray(values) else { return .array(nodes) }
    return .literal(.array(array))
  }

  private mutating func invalid(_ json: JSONValue, _ message: String) -> Node {
    issues.append(CertLogicIssue(expression: json, message: message))
    return .invalid(message)
  }

  private mutating func variable(_ path: JSONValue, in json: JSONValue) -> Node {
    guard case .string(let path) = path else {
      return invalid(json, #"not of the form { "var": "<path>" }"#)
    }
    guard !path.isEmpty else { return .variable([]) }
    let names = path.split(separator: ".", omittingEmptySubsequences: false)
    guard names.allSatisfy({ !$0.isEmpty }) else {
      return invalid(json, "data access path doesn't have a valid format: \(path)")
    }
    return .variable(
      names.map { name in
        let isIndex = name.utf8.allSatisfy { (0x30...0x39).contains($0) }
        return CertLogicExpression.Fragment(name: String(name), index: isIndex ? Int(name) : nil)
      })
  }

  private mutating func operation(
    _ word: String, _ values: [JSONValue], in json: JSONValue, depth: Int
  ) -> Node {
    let integers = Comparison.integers.first { $0.word == word }
    let times = Comparison.times.first { $0.word == word }
    guard let (count, requirement) = Self.shape(word, isComparison: (integers ?? times) != nil)
    else {
      return invalid(json, #"unrecognised operator: "\#(word)""#)
    }
    let isRightCount = count.contains(values.count)
    if !isRightCount {
      _ = invalid(json, "\(requirement), but it has \(values.count)")
      if word == "!" { return .invalid(requirement) }
    }
    // What is no operand but a constant of the operation stands at these places.
    let constants = word == "plusTime" ? 1..<3 : word == "extractFromUVCI" ? 1..<2 : 0..<0
    var operands: [Node] = []
    for (place, value) in values.prefix(count.upperBound).enumerated()
    where !constants.contains(place) { operands.append(node(value, depth: depth)) }
    let issuesBefore = issues.count
    if word == "plusTime" { notePlusTime(values, in: json) }
    if word == "extractFromUVCI" { noteInteger("index", of: word, values, in: json) }
    guard isRightCount else { return .invalid(requirement) }
    guard issues.count == issuesBefore else { return .invalid(issues[issuesBefore].message) }
    if let integers { return .compareIntegers(integers, operands) }
    if let times { return .compareTimes(times, operands) }
    return Self.operation(word, operands, values) ?? .invalid(requirement)
  }

  /// An operation whose operands have the right number, and whose constants are of the right kind.
  private static func operation(_ word: String, _ operands: [Node], _ values: [JSONValue]) -> Node?
  {
    switch (word, operands.count) {
    case ("and", _): return .and(operands)
    case ("if", 3): return .choice(operands[0], then: operands[1], else: operands[2])
    case ("reduce", 3): return .reduce(operands[0], step: operands[1], initial: operands[2])
    case ("===", 2): return .identical(operands[0], operands[1])
    case ("in", 2): return .member(operands[0], of: operands[1])
    case ("+", 2): return .sum(operands[0], operands[1])
    case ("!", 1): return .not(operands[0])
    case ("dccDateOfBirth", 1): return .dateOfBirth(operands[0])
    case ("plusTime", 1):
      guard let amount = values[1].integer, case .string(let text) = values[2],
        let unit = CertLogicDateTime.Unit(rawValue: text)
      else { return nil }
      return .plusTime(operands[0], amount, unit)
    case ("extractFromUVCI", 1):
      guard let index = values[1].integer else { return nil }
      return .uvciFragment(operands[0], index)
    default: return nil
    }
  }

  /// How many operands an operation has, and how that is said; nil for an unknown one.
  private static func shape(
    _ word: String, isComparison: Bool
  ) -> (count: ClosedRange<Int>, requirement: String)? {
    if isComparison {
      return (2...3, #"an operation with operator "\#(word)" must have 2 or 3 operands"#)
    }
    return switch word {
    case "and": (2...Int.max, #"an "and" operation must have at least 2 operands"#)
    case "if": (3...3, #"an "if"-operation must have exactly 3 values/operands"#)
    case "plusTime", "reduce":
      (3...3, #"a "\#(word)"-operation must have exactly 3 values/operands"#)
    case "===", "in", "+": (2...2, #"an operation with operator "\#(word)" must have 2 operands"#)
    case "!": (1...1, "a !-operation (logical not/negation) must have exactly 1 operand")
    case "dccDateOfBirth":
      (1...1, #"a "dccDateOfBirth"-operation must have exactly 1 value/operand"#)
    case "extractFromUVCI":
      (2...2, #"an "extractFromUVCI"-operation must have exactly 2 values/operands"#)
    default: nil
    }
  }

  private mutating func notePlusTime(_ values: [JSONValue], in json: JSONValue) {
    noteInteger("amount", of: "plusTime", values, in: json)
    guard let unit = values.dropFirst(2).first else { return }
    if case .string(let text) = unit, CertLogicDateTime.Unit(rawValue: text) != nil { return }
    let units = CertLogicDateTime.Unit.allCases.map(\.rawValue).joined(separator: ", ")
    _ = invalid(
      json,
      #""unit" argument (#3) of "plusTime" must be a string equal to one of \#(units), but it is: \#(Self.shown(unit))"#
    )
  }

  private mutating func noteInteger(
    _ name: String, of word: String, _ values: [JSONValue], in json: JSONValue
  ) {
    guard let value = values.dropFirst().first, value.integer == nil else { return }
    _ = invalid(
      json,
      #""\#(name)" argument (#2) of "\#(word)" must be an integer, but it is: \#(Self.shown(value))"#
    )
  }

  private static func shown(_ json: JSONValue) -> String {
    switch json {
    case .null: "null"
    case .boolean(let boolean): "\(boolean)"
    case .number(let text), .string(let text): text
    case .array: "an array"
    case .object: "an object"
    }
  }
}
