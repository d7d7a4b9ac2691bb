import HCodeBase

/// A key that signs notes, with the name it signs under (C2SP signed-note): what a log and a witness are known by.
package struct NoteKey: Hashable, Sendable {
  /// What a signature of the key is.
  package enum Kind: UInt8, Sendable {
    /// Over the note's text.
    case note = 0x01
    /// Over a time and the text of a checkpoint (C2SP tlog-cosignature).
    case cosignature = 0x04
  }

  /// The name: for a log the origin of its checkpoints.
  package let name: NoteName
  /// The Ed25519 key.
  package let publicKey: Ed25519PublicKey
  /// What it signs.
  package let kind: Kind

  /// A key from its parts.
  package init(name: NoteName, publicKey: Ed25519PublicKey, kind: Kind) {
    self.name = name
    self.publicKey = publicKey
    self.kind = kind
  }

  /// The 4 bytes by which a signature says whose it is: the beginning of SHA-256 over name, newline, type and key.
  package var identifier: [UInt8] {
    Array(
      Sodium.sha256(
        Array(name.description.utf8) + [0x0A, kind.rawValue] + publicKey.bytes
      ).prefix(4))
  }

  /// The key as a text, such as `example.com/log+0a1b2c3d+AQ…`.
  package var text: String {
    name.description + "+" + Hex.encode(identifier) + "+"
      + Base64.encode([kind.rawValue] + publicKey.bytes)
  }

  /// Reads such a text, a newline behind it or not; nil for any other, for a weak key and for one whose id does not belong to it.
  package init?(text: String) {
    let parts = (text.hasSuffix("\n") ? String(text.dropLast()) : text)
      .split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, let name = NoteName(String(parts[0])),
      let bytes = Base64.decode(String(parts[2])), bytes.count == 33,
      let kind = Kind(rawValue: bytes[0]), let key = Ed25519PublicKey(bytes: Array(bytes[1...]))
    else { return nil }
    self.init(name: name, publicKey: key, kind: kind)
    guard Hex.encode(identifier) == parts[1] else { return nil }
  }
}
