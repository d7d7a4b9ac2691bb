import HCodeBase

/// A term of a JSON-LD context (JSON-LD 1.1 §4.1): a member's name, its IRI, and the type of its text.
struct LinkedDataTerm: Sendable {
  /// The type of the member's text.
  enum Kind: Sendable {
    case text
    case iri
    case dateTime
  }

  /// The term's IRI.
  let iri: String
  var kind = Kind.text
  /// Further terms that are known inside the member's object (a property-scoped context).
  var inside: [String: LinkedDataTerm] = [:]

  init(_ iri: String, _ kind: Kind = .text, inside: [String: LinkedDataTerm] = [:]) {
    self.iri = iri
    self.kind = kind
    self.inside = inside
  }
}
