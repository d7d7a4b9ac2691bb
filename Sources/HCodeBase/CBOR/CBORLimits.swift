/// Bounds on a CBOR item from a stranger, checked before memory is taken.
package struct CBORLimits: Sendable {
  /// Arrays, maps and tags inside one another.
  package let depth: Int
  /// Elements in one array, pairs in one map, chunks in one string.
  package let count: Int

  /// Whether a key that is twice in a map is an error: two readers would read it in two ways. Where the deterministic encoding is asked
  /// for, that says so already.
  package let refusesDuplicateKeys: Bool

  /// Bounds from their parts.
  package init(depth: Int, count: Int, refusesDuplicateKeys: Bool = false) {
    self.depth = depth
    self.count = count
    self.refusesDuplicateKeys = refusesDuplicateKeys
  }

  /// Bounds of the native code (docs/format.md, rule 4).
  package static let native = CBORLimits(depth: 8, count: 64)
  /// Bounds for signed lists: issuers and their keys (docs/trust.md).
  package static let list = CBORLimits(depth: 10, count: 65_536)
  /// Bounds for certificates of other formats and for RFC vectors.
  package static let foreign = CBORLimits(
    depth: 16, count: 4096, refusesDuplicateKeys: true)
}
