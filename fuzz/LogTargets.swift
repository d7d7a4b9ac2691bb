extension FuzzTarget {
  /// What reads logs: notes, checkpoints, proofs, entries, exports.
  static let logs: [FuzzTarget] = [
    FuzzTarget(name: "note", longest: 1 << 14) { bytes in
      if let note = SignedNote(bytes) { promise(note.bytes == bytes, "a note has one spelling") }
      _ = LogCheckpoint(bytes)
      _ = NoteKey(text: String(decoding: bytes, as: UTF8.self))
    },
    FuzzTarget(name: "log-proof", longest: 1 << 14) { bytes in
      guard let proof = LogProof(bytes) else { return }
      _ = proof.isIncluded
      promise(proof.bytes == bytes, "a proof has one spelling")
    },
    FuzzTarget(name: "log-entry", longest: 2048) { bytes in
      if let entry = try? SignedAct(bytes) {
        promise(entry.encoded == bytes, "an entry has one spelling")
      }
      _ = LogTile.entries(bytes, count: Int(bytes.first ?? 0))
    },
    FuzzTarget(name: "log-opening", longest: 1 << 14) { bytes in
      guard let opening = ActOpening(bytes) else { return }
      _ = opening.opened
      promise(opening.bytes == bytes, "an opening has one spelling")
    },
    FuzzTarget(name: "log-history", longest: 1 << 14) { bytes in
      guard let history = try? CheckpointHistory(bytes) else { return }
      promise(
        history.checkpoints.flatMap { $0.note.bytes + [0x0A] } == bytes,
        "a history has one spelling")
    },
    FuzzTarget(name: "log-export", longest: 1 << 16) { bytes in
      guard let export = try? LogExport(bytes: bytes) else { return }
      promise(export.bytes == bytes, "an export has one spelling")
      guard (try? export.entries()) != nil else { return }
      promise(export.end.root == export.checkpoint.root, "it leads to its root")
    },
  ]
}
