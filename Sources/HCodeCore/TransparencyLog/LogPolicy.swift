package import HCodeBase

/// By whom a log's checkpoints have to be signed to be believed.
package struct LogPolicy: Hashable, Sendable {
  /// The log's own key; its name is the origin.
  package let log: NoteKey
  /// The witnesses that are known, by their cosignature keys.
  package let witnesses: [NoteKey]
  /// How many of them have to have cosigned.
  package let quorum: Int

  /// The most witnesses of one log.
  package static let maximumWitnesses = 16

  /// Nil when a key is of the wrong kind, there or used twice, or the quorum cannot be met.
  package init?(log: NoteKey, witnesses: [NoteKey] = [], quorum: Int? = nil) {
    let quorum = quorum ?? witnesses.count
    guard log.kind == .note, witnesses.allSatisfy({ $0.kind == .cosignature }),
      witnesses.count <= Self.maximumWitnesses, (0...witnesses.count).contains(quorum),
      Set(witnesses.map(\.publicKey) + [log.publicKey]).count == witnesses.count + 1,
      Set(witnesses.map(\.name) + [log.name]).count == witnesses.count + 1
    else { return nil }
    self.log = log
    self.witnesses = witnesses
    self.quorum = quorum
  }

  /// A checkpoint that the log made at a known time and enough witnesses saw. Only `believe` makes one.
  package struct Believed: Hashable, Sendable {
    /// The checkpoint.
    package let checkpoint: LogCheckpoint
    /// The log's key.
    package let logKey: Ed25519PublicKey
    /// When the log signed it, as the log says.
    package let time: Timestamp
    /// The witnesses whose cosignatures hold.
    package let witnesses: [NoteKey]
    /// The median of the witnesses' times, which one of them alone cannot move far; nil without witnesses.
    package let witnessed: Timestamp?

    fileprivate init(
      checkpoint: LogCheckpoint, logKey: Ed25519PublicKey, time: Timestamp,
      cosigned: [(witness: NoteKey, time: Timestamp)]
    ) {
      self.checkpoint = checkpoint
      self.logKey = logKey
      self.time = time
      witnesses = cosigned.map(\.witness)
      witnessed = cosigned.isEmpty ? nil : cosigned.map(\.time).sorted()[cosigned.count / 2]
    }
  }

  /// Reads a checkpoint and looks at its signatures. Throws `malformed-checkpoint`, `wrong-key`, `bad-cosignature` and
  /// `too-few-witnesses`.
  package func believe(_ bytes: [UInt8]) throws(LogRefusal) -> Believed {
    guard let checkpoint = LogCheckpoint(bytes) else {
      throw LogRefusal(.malformedCheckpoint, "the file is no signed checkpoint")
    }
    return try believe(checkpoint)
  }

  /// Looks at the signatures of a checkpoint. Throws `wrong-key`, `bad-cosignature` and `too-few-witnesses`.
  package func believe(_ checkpoint: LogCheckpoint) throws(LogRefusal) -> Believed {
    let signed = try signed(checkpoint)
    guard hasQuorum(signed) else {
      throw LogRefusal(
        .tooFewWitnesses,
        "\(signed.witnesses.count) known witnesses cosigned, and \(quorum) have to")
    }
    return signed
  }

  /// Whether as many of the witnesses cosigned a checkpoint as have to.
  package func hasQuorum(_ signed: Believed) -> Bool { signed.witnesses.count >= quorum }

  /// Looks at the signatures of a checkpoint, however few witnesses cosigned it. Throws `wrong-key` and `bad-cosignature`.
  package func signed(_ checkpoint: LogCheckpoint) throws(LogRefusal) -> Believed {
    guard checkpoint.origin == log.name else {
      throw LogRefusal(
        .wrongKey, "the checkpoint is of the log \(checkpoint.origin), not \(log.name)")
    }
    guard checkpoint.isSigned(by: log) else {
      throw LogRefusal(.wrongKey, "the checkpoint is not signed with the key of \(log.name)")
    }
    guard let time = checkpoint.cosigned(by: log.cosigner) else {
      throw LogRefusal(.wrongKey, "the log did not say when it made the checkpoint")
    }
    var cosigned: [(witness: NoteKey, time: Timestamp)] = []
    for witness in witnesses where !checkpoint.note.signatures(of: witness).isEmpty {
      guard let time = checkpoint.cosigned(by: witness) else {
        throw LogRefusal(.badCosignature, "the cosignature of \(witness.name) does not hold")
      }
      cosigned.append((witness, time))
    }
    return Believed(
      checkpoint: checkpoint, logKey: log.publicKey, time: time, cosigned: cosigned)
  }
}
