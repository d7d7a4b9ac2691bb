package import HCodeBase

/// The state of a log at one moment (C2SP tlog-checkpoint): origin, size, root hash, and who vouches for it.
package struct LogCheckpoint: Hashable, Sendable {
  /// The log's name.
  package let origin: NoteName
  /// How many entries there are.
  package let size: UInt64
  /// The root of their tree.
  package let root: Digest
  /// The text that is signed, and the signatures.
  package private(set) var note: SignedNote

  /// A checkpoint that nobody has signed.
  package init?(origin: NoteName, size: UInt64, root: Digest) {
    guard size <= MerkleFrontier.maximumSize,
      let note = SignedNote(text: "\(origin)\n\(size)\n\(Base64.encode(root.bytes))\n")
    else { return nil }
    self.origin = origin
    self.size = size
    self.root = root
    self.note = note
  }

  /// Reads a checkpoint; nil for what is none. Extension lines are part of what is signed and are passed over.
  package init?(_ bytes: [UInt8]) {
    guard let note = SignedNote(bytes) else { return nil }
    let lines = note.text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    guard lines.count >= 3, !lines.contains(""), let origin = NoteName(String(lines[0])),
      let size = UInt64(lines[1]), String(size) == lines[1], size <= MerkleFrontier.maximumSize,
      let bytes = Base64.decode(String(lines[2])), let root = Digest(bytes: bytes)
    else { return nil }
    self.origin = origin
    self.size = size
    self.root = root
    self.note = note
  }

  /// Whether the log of that key made it.
  package func isSigned(by log: NoteKey) -> Bool { origin == log.name && note.isSigned(by: log) }

  /// Signs it as the log: the note's own signature, which every client knows, and a timestamped one, which says when.
  package mutating func sign(
    as log: NoteKey, at now: Timestamp, with key: SigningKey
  ) throws(SigningKey.SigningError) {
    note.add(try key.signature(over: Array(note.text.utf8)), of: log)
    try cosign(as: log.cosigner, at: now, with: key)
  }

  /// Adds a cosignature (C2SP tlog-cosignature, version 1).
  package mutating func cosign(
    as cosigner: NoteKey, at now: Timestamp, with key: SigningKey
  ) throws(SigningKey.SigningError) {
    let seconds = UInt64(now.seconds)
    let signature = try key.signature(over: cosignedMessage(at: seconds))
    note.add(seconds.bigEndianBytes + signature, of: cosigner)
  }

  /// When that key cosigned it; nil when it did not, or one of its cosignatures does not hold.
  package func cosigned(by cosigner: NoteKey) -> Timestamp? {
    guard cosigner.kind == .cosignature else { return nil }
    var latest: Timestamp?
    for bytes in note.signatures(of: cosigner) {
      guard bytes.count == 72 else { return nil }
      let seconds = UInt64(bigEndianBytes: bytes[..<8])
      guard let time = Int64(exactly: seconds).flatMap({ Timestamp(seconds: $0) }),
        cosigner.publicKey.verifies(
          signature: Array(bytes[8...]), message: cosignedMessage(at: seconds))
      else { return nil }
      latest = max(latest ?? time, time)
    }
    return latest
  }

  /// Takes over the signatures of those keys from another copy of the same checkpoint; false when it is another one.
  package mutating func merge(_ other: LogCheckpoint, of keys: [NoteKey]) -> Bool {
    guard other.note.text.isExactly(note.text) else { return false }
    for key in keys {
      for bytes in other.note.signatures(of: key) { note.add(bytes, of: key) }
    }
    return true
  }

  /// Two lines before the whole text.
  private func cosignedMessage(at seconds: UInt64) -> [UInt8] {
    Array("cosignature/v1\ntime \(seconds)\n\(note.text)".utf8)
  }
}

extension NoteKey {
  /// The same key for cosignatures: a log says by it when a checkpoint was made.
  package var cosigner: NoteKey { NoteKey(name: name, publicKey: publicKey, kind: .cosignature) }
}
