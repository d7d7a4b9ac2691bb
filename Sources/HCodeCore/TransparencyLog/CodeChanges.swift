package import HCodeBase

/// The codes of an act that changes them, with what its entry hides: reason, order, and the seed of the salts (docs/log.md §2).
package struct CodeChanges: Sendable {
  /// The key of the codes.
  package let keyIdentifier: KeyIdentifier
  /// Their indexes under that key, ascending.
  package let indexes: [UInt32]
  /// Why, and on whose authority.
  package let grounds: LogAct.Grounds
  /// 32 bytes, from which the salt of each code follows.
  package let seed: GuardedBytes
  /// What the act commits to.
  package let leaves: ActLeaves

  /// Bytes of a seed.
  package static let seedBytes = 32

  /// Codes with a seed that is known. Nil when there are none or too many, one is named twice, or the order cannot be shown.
  package init?(
    _ indexes: [UInt32], under keyIdentifier: KeyIdentifier, grounds: LogAct.Grounds,
    seed: GuardedBytes
  ) {
    guard HealthText.fault(in: grounds.order, maximumBytes: 96) == nil,
      let leaves = ActLeaves(of: indexes, under: keyIdentifier, grounds: grounds, seed: seed)
    else { return nil }
    self.keyIdentifier = keyIdentifier
    self.indexes = indexes.sorted()
    self.grounds = grounds
    self.seed = seed
    self.leaves = leaves
  }

  /// Codes with a new seed.
  package init?(
    _ indexes: [UInt32], under keyIdentifier: KeyIdentifier, grounds: LogAct.Grounds
  ) {
    guard let seed = GuardedBytes(randomCount: Self.seedBytes) else { return nil }
    self.init(indexes, under: keyIdentifier, grounds: grounds, seed: seed)
  }

  /// Whether an act is one on these codes, for that reason and on that order.
  package func fit(_ act: LogAct) -> Bool {
    act.kind.isChange && act.keyIdentifier == keyIdentifier && act.count == UInt64(indexes.count)
      && act.commitment == leaves.root && act.grounds.map { $0 == grounds } ?? true
  }
}
