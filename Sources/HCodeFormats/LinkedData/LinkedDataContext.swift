import HCodeBase

/// The contexts of a kind of document, resolved to their terms: none is fetched, and no context inside a document is followed.
struct LinkedDataContext: Sendable {
  /// Types, what they stand for, and the terms that are known in an object of the type (a type-scoped context).
  let types: [String: (iri: String, terms: [String: LinkedDataTerm])]
  /// Terms that the contexts know and that are of no use in these documents: a document with one is not read, since what it says would
  /// be signed and not seen.
  let unread: Set<String>
}
