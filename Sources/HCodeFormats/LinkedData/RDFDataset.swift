/// Statements about things (RDF 1.1), in the default graph: what a JSON-LD document says, whatever its members' order.
struct RDFDataset {
  /// A thing that is spoken of or referred to.
  enum Node: Hashable {
    /// By its IRI, as written.
    case iri(String)
    /// One without a name, by a number that means nothing outside.
    case blank(Int)
  }

  /// What is said of it.
  enum Value: Hashable {
    case node(Node)
    /// A text, and the IRI of its datatype if that is not xsd:string.
    case literal(String, datatype: String?)
  }

  struct Quad: Hashable {
    let subject: Node
    let predicate: String
    let value: Value

    /// The nodes without a name that it speaks of, and where they stand.
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

  /// Everything that is said of a node under a predicate.
  func values(_ subject: Node, _ predicate: String) -> [Value] {
    quads.filter { $0.subject == subject && $0.predicate == predicate }.map(\.value)
  }
}

extension RDFDataset.Quad {
  /// A line of N-Quads in its canonical form, with those names for nodes that have none.
  func line(_ name: (Int) -> String) -> String {
    func text(_ node: RDFDataset.Node) -> String {
      switch node {
      case .iri(let iri): "<" + iri + ">"
      case .blank(let number): name(number)
      }
    }
    let object =
      switch value {
      case .node(let node): text(node)
      case .literal(let literal, let datatype):
        "\"" + Self.escaped(literal) + "\"" + (datatype.map { "^^<" + $0 + ">" } ?? "")
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
