package import HCodeBase

/// A CertLogic expression (CertLogic 1.3.3), read once and evaluated for many certificates.
///
/// `issues` lists what in it is no CertLogic. As in the published engines, that is an error only when an evaluation
/// reaches it: `if` and `and` do not look at operands that they do not need.
package struct CertLogicExpression: Sendable {
  let root: Node
  /// The parts that are no CertLogic, in the order of the text; empty for a valid expression.
  package let issues: [CertLogicIssue]

  /// Reads an expression.
  package init(_ json: JSONValue) {
    var reader = CertLogicReader()
    root = reader.node(json, depth: 0)
    issues = reader.issues
  }

  /// An operation with its operands.
  indirect enum Node: Sendable {
    /// A text, an integer, a boolean, or an array of nothing else.
    case literal(CertLogicValue)
    case array([Node])
    case variable([Fragment])
    case choice(Node, then: Node, else: Node)
    case and([Node])
    case identical(Node, Node)
    case member(Node, of: Node)
    case sum(Node, Node)
    case compareIntegers(Comparison, [Node])
    case compareTimes(Comparison, [Node])
    case not(Node)
    case plusTime(Node, Int64, CertLogicDateTime.Unit)
    case dateOfBirth(Node)
    case reduce(Node, step: Node, initial: Node)
    case uvciFragment(Node, Int64)
    case invalid(String)
  }

  /// A step of a path: an index where there is an array, a name where there is an object.
  struct Fragment: Sendable {
    let name: String
    let index: Int?
  }

  /// An operation that orders two or three operands.
  struct Comparison: Sendable {
    let word: String
    let holds: @Sendable (Int64, Int64) -> Bool

    static let integers = [
      Comparison(word: "<") { $0 < $1 }, Comparison(word: ">") { $0 > $1 },
      Comparison(word: "<=") { $0 <= $1 }, Comparison(word: ">=") { $0 >= $1 },
    ]
    static let times = [
      Comparison(word: "before") { $0 < $1 }, Comparison(word: "after") { $0 > $1 },
      Comparison(word: "not-after") { $0 <= $1 }, Comparison(word: "not-before") { $0 >= $1 },
    ]
  }
}

extension CertLogicExpression {
  /// The value of the expression on that data (CertLogic 1.3.3). Pure: the same expression and data give the same value.
  package func value(on data: JSONValue) throws(CertLogicError) -> CertLogicValue {
    var evaluator = CertLogicEvaluator()
    return try evaluator.value(root, in: .data(data))
  }
}
