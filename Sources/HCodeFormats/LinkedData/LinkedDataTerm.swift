import HCodeBase

/// A term of a JSON-LD context (JSON-LD 1.1 §4.1): a member's name, what it stands for, and what its text is.
struct LinkedDataTerm: Sendable {
  /// What the member's text is.
  enum Kind: Sendable {
    case text
    case iri
    case dateTime
  }

  /// What it stands for.
  let iri: String
  var kind = Kind.text
  /// Terms that are known inside the member's object besides (a property-scoped context).
  var inside: [String: LinkedDataTerm] = [:]

  init(_ iri: String, _ kind: Kind = .text, inside: [String: LinkedDataTerm] = [:]) {
    self.iri = iri
    self.kind = kind
    self.inside = inside
  }
}
