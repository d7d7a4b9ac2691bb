package import HCodeBase
package import HCodeCore

/// A stored log.
package struct HeldLog: Hashable, Sendable {
  /// What a verdict needs.
  package var facts: LogFacts
  /// SHA-256 of the acts that change codes, under which they are stored.
  package var acts: Digest
  /// The log's key, as the list named it at the import.
  package var key: Ed25519PublicKey
  /// Proves that the next export has grown from this one.
  package var frontier: MerkleFrontier
  /// The URL it came from, if any.
  package var url: String?

  static func read(_ value: CBORValue) -> (Attributed<NoteName>, HeldLog)? {
    guard case .array(let parts) = value, (6...7).contains(parts.count),
      let authority = parts[0].textString.flatMap({ IssuerIdentifier($0) }),
      let origin = parts[1].textString.flatMap({ NoteName($0) }), let facts = LogFacts(parts[2]),
      let key = parts[3].byteString.flatMap({ Ed25519PublicKey(bytes: $0) }),
      case .array(let hashes) = parts[4],
      let acts = parts[5].byteString.flatMap({ Digest(bytes: $0) })
    else { return nil }
    let subtrees = hashes.compactMap { $0.byteString.flatMap { Digest(bytes: $0) } }
    guard subtrees.count == hashes.count,
      let frontier = MerkleFrontier(size: facts.size, subtrees: subtrees)
    else { return nil }
    return (
      Attributed(origin, of: authority),
      HeldLog(
        facts: facts, acts: acts, key: key, frontier: frontier,
        url: parts.dropFirst(6).first?.textString)
    )
  }
}
