package import HCodeBase

/// What the office gives to the bearer of a code that an act changed: which leaf of which entry is theirs, and why
/// (docs/log.md §2.2). The entry itself says neither index nor, of few codes, reason and order.
package struct ActOpening: Sendable {
  /// The key of the code.
  package let keyIdentifier: KeyIdentifier
  /// The code's index in the status list.
  package let index: UInt32
  /// Why, and on whose authority.
  package let grounds: LogAct.Grounds
  /// What keeps others from trying indexes and reasons.
  package let salt: [UInt8]
  /// The place of the leaf among those of the act.
  package let leaf: UInt64
  /// The hashes from the leaf to the act's root.
  package let path: [Digest]
  /// That the entry is in the log.
  package let proof: LogProof

  /// The most that is read of an opening.
  package static let maximumBytes = LogProof.maximumBytes + 4096
  private static let longestPath = 16

  /// An opening from its parts.
  package init(
    keyIdentifier: KeyIdentifier, index: UInt32, grounds: LogAct.Grounds, salt: [UInt8],
    leaf: UInt64, path: [Digest], proof: LogProof
  ) {
    self.keyIdentifier = keyIdentifier
    self.index = index
    self.grounds = grounds
    self.salt = salt
    self.leaf = leaf
    self.path = path
    self.proof = proof
  }

  /// The file.
  package var bytes: [UInt8] {
    CBORValue.array([
      .bytes(keyIdentifier.bytes), .unsigned(UInt64(index)), .unsigned(grounds.reason.rawValue),
      .text(grounds.order), .bytes(salt), .unsigned(leaf),
      .array(path.map { .bytes($0.bytes) }), .text(String(decoding: proof.bytes, as: UTF8.self)),
    ]).encoded
  }

  /// Reads an opening; nil for what is none. Whether it opens an entry is another question.
  package init?(_ bytes: [UInt8]) {
    guard bytes.count <= Self.maximumBytes,
      let value = try? ImportRefusal.strictCBOR(bytes, "the opening"),
      case .array(let parts) = value, parts.count == 8,
      let key = parts[0].byteString.flatMap({ KeyIdentifier(bytes: $0) }),
      let index = parts[1].integer.flatMap({ UInt32(exactly: $0) }),
      case .unsigned(let number) = parts[2], let reason = ActReason(rawValue: number),
      let order = parts[3].textString, HealthText.fault(in: order, maximumBytes: 96) == nil,
      let salt = parts[4].byteString, salt.count == ActLeaves.saltBytes,
      case .unsigned(let leaf) = parts[5], case .array(let hashes) = parts[6],
      hashes.count <= Self.longestPath,
      let proof = parts[7].textString.flatMap({ LogProof(Array($0.utf8)) })
    else { return nil }
    let path = hashes.compactMap { $0.byteString.flatMap { Digest(bytes: $0) } }
    guard path.count == hashes.count else { return nil }
    self.init(
      keyIdentifier: key, index: index, grounds: LogAct.Grounds(reason: reason, order: order),
      salt: salt, leaf: leaf, path: path, proof: proof)
  }

  /// The entry that it opens, if the leaf leads to the root that the act states, and the entry to that of the checkpoint. Who signed the
  /// checkpoint and the act are other questions. Nil for an act that states other grounds.
  package var opened: SignedAct? {
    guard proof.isIncluded, let entry = try? SignedAct(proof.entry), entry.act.kind.isChange,
      entry.act.keyIdentifier == keyIdentifier, entry.act.grounds.map({ $0 == grounds }) ?? true,
      let root = entry.act.commitment,
      MerkleProof.isIncluded(
        MerkleHash.leaf(
          ActLeaves.commitment(salt: salt, keyIdentifier, index: index, grounds).bytes),
        at: leaf, in: entry.act.count, root: root, proof: path)
    else { return nil }
    return entry
  }
}
