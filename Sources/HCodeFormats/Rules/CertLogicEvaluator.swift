import HCodeBase

/// One evaluation, with the number of steps that it has left.
struct CertLogicEvaluator {
  typealias Node = CertLogicExpression.Node

  /// What paths begin at: the data, or inside a reduction the two values of a step.
  enum Scope {
    case data(JSONValue)
    case step(accumulator: CertLogicValue, current: CertLogicValue)
  }

  private var stepsLeft = CertLogicLimits.steps

  private mutating func spend(_ steps: Int) throws(CertLogicError) {
    guard stepsLeft >= steps else { throw .tooMuchWork }
    stepsLeft -= steps
  }

  mutating func value(_ node: Node, in scope: Scope) throws(CertLogicError) -> CertLogicValue {
    try spend(1)
    switch node {
    case .literal(let value): return value
    case .variable(let path): return try variable(path, in: scope)
    case .array(let nodes): return .array(try made(of: try values(nodes, in: scope)))
    case .choice(let guardNode, let thenNode, let elseNode):
      let isTrue = try truth(guardNode, "if", in: scope).isTrue
      return try value(isTrue ? thenNode : elseNode, in: scope)
    case .and(let nodes):
      var last = CertLogicValue.null
      for node in nodes {
        let (value, isTrue) = try truth(node, "and", in: scope)
        guard isTrue else { return value }
        last = value
      }
      return last
    case .identical(let left, let right):
      return .boolean(try areIdentical(try value(left, in: scope), try value(right, in: scope)))
    case .member(let element, let array):
      return .boolean(
        try isMember(try value(element, in: scope), of: try value(array, in: scope)))
    case .sum(let left, let right):
      let (sum, overflow) = try integer(left, "+", in: scope)
        .addingReportingOverflow(try integer(right, "+", in: scope))
      guard !overflow else { throw .overflow }
      return .integer(sum)
    case .compareIntegers(let comparison, let nodes):
      var integers: [Int64] = []
      for node in nodes { integers.append(try integer(node, comparison.word, in: scope)) }
      return .boolean(Self.isOrdered(integers, comparison))
    case .compareTimes(let comparison, let nodes):
      var times: [Int64] = []
      for node in nodes { times.append(try time(node, comparison.word, in: scope)) }
      return .boolean(Self.isOrdered(times, comparison))
    case .not(let node): return .boolean(!(try truth(node, "!", in: scope).isTrue))
    case .plusTime(let node, let amount, let unit):
      let text = try string(node, "plusTime", in: scope)
      return .dateTime(try CertLogicDateTime(text).plus(amount, unit))
    case .dateOfBirth(let node):
      return .dateTime(
        try CertLogicDateTime(dateOfBirth: try string(node, "dccDateOfBirth", in: scope)))
    case .reduce(let array, let step, let initial):
      return try reduction(of: try value(array, in: scope), step, initial, in: scope)
    case .uvciFragment(let node, let index):
      return try uvciFragment(of: try value(node, in: scope), index)
    case .invalid(let message): throw .malformed(message)
    }
  }

  mutating func values(
    _ nodes: [Node], in scope: Scope
  ) throws(CertLogicError) -> [CertLogicValue] {
    var values: [CertLogicValue] = []
    for node in nodes { values.append(try value(node, in: scope)) }
    return values
  }

  /// An array, whose making costs as much as there is in it.
  private mutating func made(
    of elements: [CertLogicValue]
  ) throws(CertLogicError) -> CertLogicArray {
    let array = try CertLogicArray(elements)
    try spend(array.weight)
    return array
  }

  // MARK: - Paths

  private mutating func variable(
    _ path: [CertLogicExpression.Fragment], in scope: Scope
  ) throws(CertLogicError) -> CertLogicValue {
    try spend(path.count)
    switch scope {
    case .data(let json): return CertLogicValue(Self.found(path[...], in: json))
    case .step(let accumulator, let current):
      guard let first = path.first else {
        return .scope(try made(of: [accumulator, current]))
      }
      let rest = path.dropFirst()
      return switch first.name {
      case "accumulator": Self.found(rest, in: accumulator)
      case "current": Self.found(rest, in: current)
      default: .null
      }
    }
  }

  private static func found(
    _ path: ArraySlice<CertLogicExpression.Fragment>, in json: JSONValue
  ) -> JSONValue {
    var here = json
    for fragment in path {
      switch here {
      case .array(let elements):
        guard let index = fragment.index, elements.indices.contains(index) else { return .null }
        here = elements[index]
      case .object(let members):
        guard let member = members[fragment.name] else { return .null }
        here = member
      default: return .null
      }
    }
    return here
  }

  private static func found(
    _ path: ArraySlice<CertLogicExpression.Fragment>, in value: CertLogicValue
  ) -> CertLogicValue {
    var here = value
    for (place, fragment) in zip(path.indices, path) {
      switch here {
      case .data(let json): return CertLogicValue(found(path[place...], in: json))
      case .array(let array):
        guard let index = fragment.index, array.elements.indices.contains(index) else {
          return .null
        }
        here = array.elements[index]
      case .scope(let array):
        guard let index = ["accumulator", "current"].firstIndex(of: fragment.name),
          array.elements.indices.contains(index)
        else { return .null }
        here = array.elements[index]
      default: return .null
      }
    }
    return here
  }

  // MARK: - Operands

  private mutating func truth(
    _ node: Node, _ word: String, in scope: Scope
  ) throws(CertLogicError) -> (value: CertLogicValue, isTrue: Bool) {
    let value = try value(node, in: scope)
    guard let isTrue = value.truth else {
      throw .wrongOperand(operation: word, needs: "what is true or false, not a date-time")
    }
    return (value, isTrue)
  }

  private mutating func integer(
    _ node: Node, _ word: String, in scope: Scope
  ) throws(CertLogicError) -> Int64 {
    guard case .integer(let integer) = try value(node, in: scope) else {
      throw .wrongOperand(operation: word, needs: "integers")
    }
    return integer
  }

  private mutating func time(
    _ node: Node, _ word: String, in scope: Scope
  ) throws(CertLogicError) -> Int64 {
    guard case .dateTime(let time) = try value(node, in: scope) else {
      throw .wrongOperand(operation: word, needs: "date-times")
    }
    return time.milliseconds
  }

  private mutating func string(
    _ node: Node, _ word: String, in scope: Scope
  ) throws(CertLogicError) -> String {
    guard case .string(let text) = try value(node, in: scope) else {
      throw .wrongOperand(operation: word, needs: "a text")
    }
    return text
  }

  private static func isOrdered(
    _ numbers: [Int64], _ comparison: CertLogicExpression.Comparison
  ) -> Bool {
    zip(numbers, numbers.dropFirst()).allSatisfy(comparison.holds)
  }

  // MARK: - Sameness

  /// Compares without coercion. The specification promises it for texts and integers only. On arrays, objects,
  /// date-times and decimals engines disagree, so there is no answer.
  private mutating func areIdentical(
    _ left: CertLogicValue, _ right: CertLogicValue
  ) throws(CertLogicError) -> Bool {
    switch (left, right) {
    case (.null, .null): return true
    case (.boolean(let a), .boolean(let b)): return a == b
    case (.integer(let a), .integer(let b)): return a == b
    case (.string(let a), .string(let b)):
      try spend(1 + a.utf8.count / 64)
      return a.isExactly(b)
    case (.decimal, .decimal), (.dateTime, .dateTime),
      (.data, .data), (.data, .array), (.data, .scope), (.array, .data), (.array, .array),
      (.array, .scope), (.scope, .data), (.scope, .array), (.scope, .scope):
      throw .wrongOperand(operation: "===", needs: "texts, integers or booleans")
    default: return false
    }
  }

  private mutating func isMember(
    _ element: CertLogicValue, of array: CertLogicValue
  ) throws(CertLogicError) -> Bool {
    switch array {
    case .data(.array(let elements)):
      for other in elements {
        try spend(1)
        if try areIdentical(element, CertLogicValue(other)) { return true }
      }
    case .array(let array):
      for other in array.elements {
        try spend(1)
        if try areIdentical(element, other) { return true }
      }
    default: throw .wrongOperand(operation: "in", needs: "an array on its right")
    }
    return false
  }

  // MARK: - reduce, extractFromUVCI

  private mutating func reduction(
    of array: CertLogicValue, _ step: Node, _ initial: Node, in scope: Scope
  ) throws(CertLogicError) -> CertLogicValue {
    var accumulator = try value(initial, in: scope)
    switch array {
    case .null: break
    case .data(.array(let elements)):
      for element in elements {
        accumulator = try value(
          step, in: .step(accumulator: accumulator, current: CertLogicValue(element)))
      }
    case .array(let array):
      for element in array.elements {
        accumulator = try value(step, in: .step(accumulator: accumulator, current: element))
      }
    default: throw .wrongOperand(operation: "reduce", needs: "an array or nothing")
    }
    return accumulator
  }

  /// What stands between the separators `/`, `#` and `:`, without the prefix `URN:UVCI:`.
  private mutating func uvciFragment(
    of uvci: CertLogicValue, _ index: Int64
  ) throws(CertLogicError) -> CertLogicValue {
    switch uvci {
    case .null: return .null
    case .string(let text):
      try spend(1 + text.utf8.count / 64)
      let prefix = "URN:UVCI:".utf8
      let rest = text.utf8.dropFirst(text.utf8.starts(with: prefix) ? prefix.count : 0)
      let fragments = rest.split(omittingEmptySubsequences: false) { "/#:".utf8.contains($0) }
      guard let index = Int(exactly: index), fragments.indices.contains(index) else { return .null }
      return .string(String(decoding: fragments[index], as: UTF8.self))
    default: throw .wrongOperand(operation: "extractFromUVCI", needs: "a text or nothing")
    }
  }
}
