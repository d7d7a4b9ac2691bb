package import HCodeBase
package import HCodeCore

/// The log of an issuer, and the pseudonym of the officer who acts. Entries go into the log's folder before the code is signed, or
/// wait in the registry, written together with the code, until they are published.
package struct DeskLog: Sendable {
  /// Nil when entries wait in the registry.
  private let folder: LogFolder?
  /// Who signs the entries, or countersigns those of another.
  package let officer: IssuerIdentifier

  package init(_ folder: LogFolder?, officer: IssuerIdentifier) {
    self.folder = folder
    self.officer = officer
  }

  /// The entry of a code that is about to be signed; nil for green, which is not logged.
  package func entry(of order: any SigningOrder, at now: Timestamp) throws -> SignedAct? {
    order.commitment == nil ? nil : try order.entry(by: officer, at: now)
  }

  /// Whether entries wait in the registry.
  var waits: Bool { folder == nil }

  /// Writes entries that do not wait. They are on the disk when this returns.
  package func append(_ entries: [SignedAct]) throws {
    if !entries.isEmpty { _ = try folder?.append(entries) }
  }
}
