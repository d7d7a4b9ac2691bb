/// Bounds on a CBOR item from a stranger, checked before memory is taken.
package struct CBORLimits: Sendable {
  /// Arrays, maps and tags inside one another.
  package let depth: Int
  /// Elements in one array, pairs in one map, chunks in one string.
  package let count: Int
  /// Items, all levels together.
  package let nodes: Int

  /// Whether a key that is twice in a map is an error: two readers would read it in two ways. Where the deterministic encoding is asked
  /// for, that says so already.
  package let refusesDuplicateKeys: Bool
  /// Whether names of keys and combining marks in a row are bounded by `InputBudget`. The native code is by its length.
  let boundsTexts: Bool

  /// Bounds from their parts.
  package init(
    depth: Int, count: Int, nodes: Int = InputBudget.nodes, refusesDuplicateKeys: Bool = false,
    boundsTexts: Bool = true
  ) {
    self.boundsTexts = boundsTexts
    self.depth = depth
    self.count = count
    self.nodes = nodes
    self.refusesDuplicateKeys = refusesDuplicateKeys
  }

  /// Bounds of the native code (docs/format.md, rule 4).
  package static let native = CBORLimits(depth: 8, count: 64, boundsTexts: false)
  /// Bounds for signed lists: issuers and their keys (docs/trust.md).
  package static let list = CBORLimits(depth: 10, count: 65_536, nodes: InputBudget.listNodes)
  /// Bounds for the index of a store: the machine's own, of lists that were taken within theirs.
  package static let index = CBORLimits(depth: 10, count: 65_536, nodes: .max)
  /// Bounds for certificates of other formats and for RFC vectors.
  package static let foreign = CBORLimits(
    depth: 16, count: 4096, refusesDuplicateKeys: true)
}
