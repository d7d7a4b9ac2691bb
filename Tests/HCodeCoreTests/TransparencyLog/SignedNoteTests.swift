import Foundation
@testable import HCodeBase
@testable import HCodeCore
import Testing

/// Notes and checkpoints: other people's vectors, and what is refused.
@Suite struct SignedNoteTests {
  @Test(.corpus) func thePublicNotesAreTakenOrNotAsTheySay() throws {
    let object = try #require(
      try Corpus.json("crypto/signed-note/vectors.json") as? [String: Any])
    let cases = try #require(object["cases"] as? [[String: Any]])
    for one in cases {
      let keys = (one["keys"] as? [String] ?? []).compactMap { NoteKey(text: $0) }
      let note = SignedNote(Array((one["note"] as? String ?? "").utf8))
      // Every known key whose signature is there has to hold, and one at least.
      let known = keys.filter { key in
        note?.signatures.contains { $0.name == key.name && $0.keyIdentifier == key.identifier }
          ?? false
      }
      let isTaken =
        note != nil && !known.isEmpty && known.allSatisfy { note?.isSigned(by: $0) ?? false }
      #expect(isTaken == (one["expect"] as? String == "accept"), "\(one["name"] ?? "")")
    }
    #expect(cases.count >= 8)
  }

  @Test func aNoteThatWasReadIsWrittenAgainAsTheSameBytes() throws {
    let bytes = Array(
      "log\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n\u{2014} log AAAAAAA=\n".utf8)
    #expect(SignedNote(bytes)?.bytes == bytes)
    #expect(LogCheckpoint(bytes)?.size == 0)
  }

  @Test(arguments: [
    "", "\n", "log\n", "log\n\n", "log\n\n\u{2014} log AAAAAAA=", "log\n\n- log AAAAAAA=\n",
    "log\n\n\u{2014} log AAAA\n", "log\n\n\u{2014}  AAAAAAA=\n", "log\n\n\u{2014} l+g AAAAAAA=\n",
    "log\n\n\u{2014} log AAAAAAB=\n", "lo\tg\n\n\u{2014} log AAAAAAA=\n",
    "log\n\n\u{2014} log AAAAAAA=\n\n",
  ]) func whatIsNoNoteIsRefused(text: String) {
    #expect(SignedNote(Array(text.utf8)) == nil)
  }

  @Test(arguments: [
    "log\n01\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
    "log\n-1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
    "log\n+1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
    "log\n18446744073709551616\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
    "log\n999999999999999999\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
    "log\n1\n47DEQpj8HBSa\n", "l g\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n", "log\n1\n",
    "log\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\nx\n",
  ]) func whatIsNoCheckpointIsRefused(text: String) {
    #expect(LogCheckpoint(Array((text + "\n\u{2014} log AAAAAAA=\n").utf8)) == nil)
  }

  @Test func aKeyIsReadInItsOneSpelling() throws {
    let text = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
    let key = try #require(NoteKey(text: text))
    #expect(key.text == text && key.kind == .note)
    #expect(NoteKey(text: text + "\n") == key)
    for other in [
      text + "\n\n", text.replacingOccurrences(of: "530d", with: "530e"),
      text.replacingOccurrences(of: "530d", with: "530D"),
      text.replacingOccurrences(of: "foo", with: "bar"), String(text.dropLast()),
      text.replacingOccurrences(of: "+Ae", with: "+Be"), "",
    ] { #expect(NoteKey(text: other) == nil, "\(other)") }
  }

  @Test func checkpointsSayWhenTheyWereMadeAndByWhom() throws {
    let (key, other) = (try Authority.key(51), try Authority.key(52))
    let name = try #require(NoteName("health.example/log"))
    let log = NoteKey(name: name, publicKey: key.issuerKey.publicKey, kind: .note)
    let witness = NoteKey(
      name: try #require(NoteName("w")), publicKey: other.issuerKey.publicKey, kind: .cosignature)
    let now = try #require(Timestamp(seconds: 1_795_513_800))
    var checkpoint = try #require(
      LogCheckpoint(origin: name, size: 7, root: Digest(of: [7])))
    #expect(!checkpoint.isSigned(by: log))
    try checkpoint.sign(as: log, at: now, with: key)
    let policy = try #require(LogPolicy(log: log, witnesses: [witness]))
    #expect { try policy.believe(checkpoint.note.bytes) } throws: {
      ($0 as? LogRefusal)?.name == .tooFewWitnesses
    }
    let plain = try #require(LogPolicy(log: log)).believe(checkpoint.note.bytes)
    #expect(plain.time == now && plain.witnesses.isEmpty)
    try checkpoint.cosign(as: witness, at: now.advanced(bySeconds: 60), with: other)
    #expect(try policy.believe(checkpoint.note.bytes).witnesses == [witness])
    #expect(checkpoint.cosigned(by: witness) == now.advanced(bySeconds: 60))

    // Each byte of the file that is another is noticed, or stands in no signature that is known.
    let bytes = checkpoint.note.bytes
    for index in bytes.indices {
      var changed = bytes
      changed[index] ^= 1
      #expect(throws: LogRefusal.self, "byte \(index)") { try policy.believe(changed) }
    }
    let stranger = NoteKey(name: name, publicKey: other.issuerKey.publicKey, kind: .note)
    #expect { try #require(LogPolicy(log: stranger)).believe(bytes) } throws: {
      ($0 as? LogRefusal)?.name == .wrongKey
    }
  }

  @Test func aPolicyThatCannotBeMetIsNone() throws {
    let (key, other) = (try Authority.key(51), try Authority.key(52))
    let (name, second) = (try #require(NoteName("log")), try #require(NoteName("w")))
    let log = NoteKey(name: name, publicKey: key.issuerKey.publicKey, kind: .note)
    let witness = NoteKey(name: second, publicKey: other.issuerKey.publicKey, kind: .cosignature)
    #expect(LogPolicy(log: log, witnesses: [witness], quorum: 2) == nil)
    #expect(LogPolicy(log: log, witnesses: [witness, witness]) == nil)
    #expect(LogPolicy(log: log, witnesses: [log.cosigner]) == nil)
    #expect(LogPolicy(log: witness) == nil)
    #expect(LogPolicy(log: log, witnesses: [witness], quorum: 0) != nil)
  }
}
