package import HCodeBase

/// That an entry is in a log, to be shown without network (C2SP tlog-proof, version 1): the entry itself in the extra line,
/// its index, the hashes up to the root, and the checkpoint.
package struct LogProof: Hashable, Sendable {
  /// The entry; it proves nothing until `isIncluded` holds.
  package let entry: [UInt8]
  /// Where it is in the log.
  package let index: UInt64
  /// From the leaf's sibling to the root's child.
  package let hashes: [Digest]
  /// The root and who vouches for it.
  package let checkpoint: LogCheckpoint

  /// The most that is read of a proof.
  package static let maximumBytes = 256 << 10
  private static let heading = "c2sp.org/tlog-proof@v1"

  /// A proof from its parts.
  package init(entry: [UInt8], index: UInt64, hashes: [Digest], checkpoint: LogCheckpoint) {
    self.entry = entry
    self.index = index
    self.hashes = hashes
    self.checkpoint = checkpoint
  }

  /// Whether the hashes lead from the entry to the checkpoint's root. Whether that checkpoint is the log's is another question.
  package var isIncluded: Bool {
    MerkleProof.isIncluded(
      MerkleHash.leaf(entry), at: index, in: checkpoint.size, root: checkpoint.root, proof: hashes)
  }

  /// The file.
  package var bytes: [UInt8] {
    let lines =
      [Self.heading, "extra " + Base64.encode(entry), "index \(index)"]
      + hashes.map { Base64.encode($0.bytes) } + [""]
    return Array(lines.joined(separator: "\n").utf8) + [0x0A] + checkpoint.note.bytes
  }

  /// Reads a proof that carries its entry; nil for what is none.
  package init?(_ bytes: [UInt8]) {
    guard bytes.count <= Self.maximumBytes else { return nil }
    var rest = bytes[...]
    func line() -> String? {
      guard let end = rest.firstIndex(of: 0x0A) else { return nil }
      defer { rest = rest[(end + 1)...] }
      return String(validating: rest[..<end], as: UTF8.self)
    }
    guard line() == Self.heading, let extra = line(), extra.hasPrefix("extra "),
      let entry = Base64.decode(String(extra.dropFirst(6))), let place = line(),
      place.hasPrefix("index "), let index = UInt64(place.dropFirst(6)),
      place == "index \(index)"
    else { return nil }
    var hashes: [Digest] = []
    while true {
      // A line that is no text ends nothing.
      guard let text = line() else { return nil }
      if text.isEmpty { break }
      guard hashes.count < MerkleProof.maximumHashes,
        let hash = Base64.decode(text).flatMap({ Digest(bytes: $0) })
      else { return nil }
      hashes.append(hash)
    }
    guard let checkpoint = LogCheckpoint(Array(rest)) else { return nil }
    self.init(entry: entry, index: index, hashes: hashes, checkpoint: checkpoint)
  }
}
