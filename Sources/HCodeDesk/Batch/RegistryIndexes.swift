package import HCodeRegistry
package import HCodeSystem

/// A registry, of which each group of rows has a lease: asked for again after a kill, it is the same one, and other rows under
/// the batch's name are refused.
package struct RegistryIndexes: IndexSource {
  package let registry: Registry
  /// The registry's file or address.
  package let name: FileName
  package let officer: OfficerPseudonym?
  package let batch: RequestIdentifier

  package var description: String { "the registry of \(registry.identity.uri)" }

  package init(
    registry: Registry,
    name: FileName,
    officer: OfficerPseudonym?,
    batch: RequestIdentifier
  ) {
    self.registry = registry
    self.name = name
    self.officer = officer
    self.batch = batch
  }

  package func indexes(firstRow: Int, count: Int, digest: @autoclosure () -> String) throws
    -> [UInt32]
  {
    guard let count = UInt32(exactly: count) else { return [] }
    let digest = digest()
    let lease = try name.naming { () throws(RegistryError) in
      try registry.lease(count: count, batch: batch, firstRow: firstRow, digest: digest)
    }
    return Array(lease.indexes)
  }

  package func record(_ codes: [IssuedCode]) throws {
    try RegistryFile.record(codes, in: registry, name, officer: officer)
  }
}
