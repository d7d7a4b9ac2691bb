import HCodeBase

/// Reads a document into statements, as JSON-LD's expansion and conversion to RDF do, for contexts that are tables.
/// What the contexts do not define is left out, as in JSON-LD: it is not signed.
struct LinkedDataReader {
  /// The document needs parts of JSON-LD that hcode does not implement.
  struct Unread: Error {
    let detail: String
  }

  private static let rdfType = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
  private static let xsd = "http://www.w3.org/2001/XMLSchema#"

  private let context: LinkedDataContext
  private(set) var dataset = RDFDataset()

  private init(_ context: LinkedDataContext) { self.context = context }

  /// What a document says, and the node that it is about.
  static func read(
    _ document: JSONFields, _ context: LinkedDataContext
  ) throws(Unread) -> (dataset: RDFDataset, root: RDFDataset.Node) {
    var reader = LinkedDataReader(context)
    let root = try reader.node(document, known: [:])
    return (reader.dataset, root)
  }

  private mutating func node(
    _ object: JSONFields, known: [String: LinkedDataTerm]
  ) throws(Unread) -> RDFDataset.Node {
    for name in object.keys
    where name.hasPrefix("@") || name.contains(":") || context.unread.contains(name) {
      throw Unread(detail: "the member \(name) is not read here")
    }
    let types = try types(of: object)
    // Terms of a type are for its object alone, those of a member for all that is below it.
    var terms = known
    for type in types { terms.merge(type.terms) { _, new in new } }
    var node: RDFDataset.Node?
    if known["id"] == nil, let value = object["id"], value != .null {
      guard let text = value.string else { throw Unread(detail: "an id is no text") }
      node = .iri(try Self.iri(text))
    }
    let subject = node ?? dataset.newBlank()
    for type in types { dataset.insert(subject, Self.rdfType, .node(.iri(ExactText(type.iri)))) }
    for (name, value) in object where name != "type" && (name != "id" || known["id"] != nil) {
      guard let term = terms[name] else { continue }
      let values: [JSONValue] = value.array ?? [value]
      for value in values where value != .null {
        dataset.insert(subject, term.iri, try self.value(value, term, known: known))
        // Whoever asks for values looks at all statements.
        guard dataset.quads.count <= RDFDataset.mostQuads else {
          throw Unread(detail: "it makes more than \(RDFDataset.mostQuads) statements")
        }
      }
    }
    return subject
  }

  private func types(
    of object: JSONFields
  ) throws(Unread) -> [(iri: String, terms: [String: LinkedDataTerm])] {
    guard let value = object["type"], value != .null else { return [] }
    var types: [(iri: String, terms: [String: LinkedDataTerm])] = []
    for name in value.array ?? [value] {
      guard let name = name.string, let type = context.types[name] else {
        throw Unread(detail: "a type that is not read here")
      }
      types.append(type)
    }
    return types
  }

  private mutating func value(
    _ value: JSONValue, _ term: LinkedDataTerm, known: [String: LinkedDataTerm]
  ) throws(Unread) -> RDFDataset.Value {
    switch (value, term.kind) {
    case (.object(let object), _):
      return .node(try node(object, known: known.merging(term.inside) { _, new in new }))
    case (.string(let text), .text): return .literal(ExactText(text), datatype: nil)
    case (.string(let text), .dateTime):
      return .literal(ExactText(text), datatype: Self.xsd + "dateTime")
    case (.string(let text), .iri): return .node(.iri(try Self.iri(text)))
    case (.number(let text), .text):
      // Other numbers go through a binary fraction and back, each library in its way.
      guard let number = Int64(text), number.magnitude < 1 << 53 else {
        throw Unread(detail: "the number \(text.prefix(32)) is no small whole one")
      }
      return .literal(ExactText(String(number)), datatype: Self.xsd + "integer")
    case (.boolean(let truth), .text):
      return .literal(ExactText(truth ? "true" : "false"), datatype: Self.xsd + "boolean")
    default: throw Unread(detail: "a value of \(term.iri) is not of its kind")
    }
  }

  /// An absolute IRI, recognised by its scheme alone: real ones contain spaces, and the issuers' library checks no
  /// more. Characters that end an IRI in a line of N-Quads are refused, since the rest could pass for another
  /// statement.
  private static func iri(_ text: String) throws(Unread) -> ExactText {
    let scheme = text.utf8.prefix { $0 != UInt8(ascii: ":") }
    let isScheme = scheme.enumerated().allSatisfy { place, byte in
      (0x41...0x5A).contains(byte & 0xDF) && byte < 0x80
        || place > 0 && ((0x30...0x39).contains(byte) || (0x2B...0x2E).contains(byte))
    }
    let isOneTerm = text.unicodeScalars.allSatisfy { scalar in
      scalar.value >= 0x20 && !"<>\"{}|^`\\".unicodeScalars.contains(scalar)
    }
    guard !scheme.isEmpty, isScheme, scheme.count < text.utf8.count, isOneTerm else {
      throw Unread(detail: "an id or a reference is no absolute IRI")
    }
    return ExactText(text)
  }
}
