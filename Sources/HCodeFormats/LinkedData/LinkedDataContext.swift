import HCodeBase

/// The contexts of a kind of document, as tables of terms. hcode fetches no context and follows none inside a document.
struct LinkedDataContext: Sendable {
  /// Types with their IRIs, and the terms known in an object of each type (a type-scoped context).
  let types: [String: (iri: String, terms: [String: LinkedDataTerm])]
  /// Terms that the contexts define but these documents do not need. A document with one is refused: its value would be
  /// signed, but hcode would not see it.
  let unread: Set<String>
}
