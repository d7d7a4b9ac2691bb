import HCodeBase

/// The statements (RDF 1.1, default graph) of a JSON-LD document, in no order.
struct RDFDataset {
  /// The most statements that are read: a certificate makes some dozens.
  static let mostQuads = 256

  /// A node: the subject or object of a statement.
  enum Node: Hashable {
    /// By its IRI, as written.
    case iri(ExactText)
    /// A blank node, by a number that has no meaning outside.
    case blank(Int)
  }

  /// The object of the statement.
  enum Value: Hashable {
    case node(Node)
    /// A text, and the IRI of its datatype if that is not xsd:string.
    case literal(ExactText, datatype: String?)
  }

  struct Quad: Hashable {
    let subject: Node
    let predicate: String
    let value: Value

    /// The blank nodes in it, and their positions.
    var blanks: [(number: Int, position: String)] {
      var blanks: [(Int, String)] = []
      if case .blank(let number) = subject { blanks.append((number, "s")) }
      if case .node(.blank(let number)) = value { blanks.append((number, "o")) }
      return blanks
    }
  }

  private(set) var quads: Set<Quad> = []
  private(set) var blankCount = 0

  mutating func insert(_ subject: Node, _ predicate: String, _ value: Value) {
    quads.insert(Quad(subject: subject, predicate: predicate, value: value))
  }

  mutating func newBlank() -> Node {
    blankCount += 1
    return .blank(blankCount - 1)
  }

  /// All objects of a node under a predicate.
  func values(_ subject: Node, _ predicate: String) -> [Value] {
    quads.filter { $0.subject == subject && $0.predicate == predicate }.map(\.value)
  }
}

extension RDFDataset.Quad {
  /// A canonical line of N-Quads, with these names for blank nodes.
  func line(_ name: (Int) -> String) -> String {
    func text(_ node: RDFDataset.Node) -> String {
      switch node {
      case .iri(let iri): "<" + iri.text + ">"
      case .blank(let number): name(number)
      }
    }
    let object =
      switch value {
      case .node(let node): text(node)
      case .literal(let literal, let datatype):
        "\"" + Self.escaped(literal.text) + "\"" + (datatype.map { "^^<" + $0 + ">" } ?? "")
      }
    return text(subject) + " <" + predicate + "> " + object + " .\n"
  }

  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": escaped += "\\\\"
      case "\"": escaped += "\\\""
      case "\n": escaped += "\\n"
      case "\r": escaped += "\\r"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
