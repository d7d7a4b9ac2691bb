import Foundation
@testable import HCodeBase
@testable import HCodeCore
import Testing

/// The tree against other people's vectors, and against its own definition at every size that is odd in some way.
@Suite struct MerkleTests {
  private static func digest(base64 text: String) throws -> [UInt8] {
    Array(try #require(Data(base64Encoded: text)))
  }

  /// RFC 9162 §2.1.1, word for word: slow, and nothing like the code that it judges.
  private static func definition(_ leaves: ArraySlice<[UInt8]>) -> Digest {
    guard let first = leaves.first else { return Digest(of: []) }
    guard leaves.count > 1 else { return Digest(of: [0] + first) }
    var split = 1
    while split * 2 < leaves.count { split *= 2 }
    let middle = leaves.startIndex + split
    return Digest(
      of: [1] + definition(leaves[..<middle]).bytes + definition(leaves[middle...]).bytes)
  }

  @Test(.corpus) func theRootsOfThePublicTreeOfEightComeOut() throws {
    let object = try #require(
      try Corpus.json("crypto/merkle/rfc6962-tree8.json") as? [String: Any])
    let leaves = try #require(object["leaf_inputs_hex"] as? [String]).map(Corpus.bytes)
    var frontier = MerkleFrontier()
    #expect(frontier.root.hex == object["empty_root_hex"] as? String)
    for (index, leaf) in leaves.enumerated() {
      frontier.append(MerkleHash.leaf(leaf))
      let roots = object["root_hashes_hex_by_size"]
      let expected =
        (roots as? [String: String])?[String(index + 1)] ?? (roots as? [String])?[index + 1]
      #expect(frontier.root.hex == expected)
    }
    #expect(leaves.count == 8)
  }

  @Test(.corpus) func thePublicInclusionProofsHoldOrDoNotAsTheySay() throws {
    let object = try #require(try Corpus.json("crypto/merkle/inclusion.json") as? [String: Any])
    let cases = try #require(object["cases"] as? [[String: Any]])
    for one in cases {
      let root = Digest(bytes: try Self.digest(base64: one["root"] as? String ?? ""))
      let leaf = Digest(bytes: try Self.digest(base64: one["leafHash"] as? String ?? ""))
      let proof = try (one["proof"] as? [String] ?? []).map {
        Digest(bytes: try Self.digest(base64: $0))
      }
      let holds: Bool
      if let root, let leaf, !proof.contains(nil),
        let index = (one["leafIdx"] as? NSNumber)?.uint64Value,
        let size = (one["treeSize"] as? NSNumber)?.uint64Value
      {
        holds = MerkleProof.isIncluded(
          leaf, at: index, in: size, root: root, proof: proof.compactMap { $0 })
      } else {
        holds = false
      }
      #expect(holds != (one["wantErr"] as? Bool), "\(one["file"] ?? "")")
    }
    #expect(cases.count > 50)
  }

  @Test(arguments: [0, 1, 2, 3, 5, 7, 8, 9, 100, 255, 256, 257, 300, 511, 512, 513, 700])
  func everyProofOfEverySizeHolds(size: Int) throws {
    let entries = (0..<size).map(MemoryLog.entry)
    let log = MemoryLog()
    // In uneven steps, so that partial tiles of all widths are begun and grown.
    var done = 0
    for step in [1, 2, 250, 4, 3, 200, 1000] where done < size {
      try log.append(Array(entries[done..<min(done + step, size)]))
      done = min(done + step, size)
    }
    let tree = log.tree
    let root = Self.definition(entries[...])
    #expect(log.checkpointed.root == root)
    #expect(try tree.frontier() == log.checkpointed)
    var seen = 0
    _ = try TreeAudit.read(tree, root: root) { index, entry in
      #expect(entry == entries[Int(index)])
      seen += 1
    }
    #expect(seen == size)
    for index in stride(from: 0, to: size, by: max(1, size / 12)) {
      let proof = try tree.inclusionProof(of: UInt64(index))
      let leaf = MerkleHash.leaf(entries[index])
      func holds(_ leaf: Digest, _ index: UInt64, _ proof: [Digest]) -> Bool {
        MerkleProof.isIncluded(leaf, at: index, in: UInt64(size), root: root, proof: proof)
      }
      #expect(holds(leaf, UInt64(index), proof))
      #expect(!holds(MerkleHash.leaf(Array("other".utf8)), UInt64(index), proof))
      #expect(!holds(leaf, UInt64(index) + 1, proof))
      #expect(!holds(leaf, UInt64(index), proof + [leaf]))
      #expect(proof.isEmpty || !holds(leaf, UInt64(index), Array(proof.dropLast())))
    }
  }

  @Test func aTreeOfSeventyThousandHasTheTilesOfTheSpecification() throws {
    let log = MemoryLog()
    try log.append((0..<70_000).map(MemoryLog.entry))
    let paths = Set(log.files.keys)
    #expect(paths.filter { $0.hasPrefix("tile/0/") }.count == 274)
    #expect(paths.contains("tile/0/273.p/112") && paths.contains("tile/0/272"))
    #expect(paths.contains("tile/1/000") && paths.contains("tile/1/001.p/17"))
    #expect(paths.contains("tile/2/000.p/1"))
    #expect(paths.filter { $0.hasPrefix("tile/1/") || $0.hasPrefix("tile/2/") }.count == 3)
    _ = try TreeAudit.read(log.tree, root: log.checkpointed.root) { _, _ in }
    let proof = try log.tree.inclusionProof(of: 66_000)
    #expect(
      MerkleProof.isIncluded(
        MerkleHash.leaf(MemoryLog.entry(66_000)), at: 66_000, in: 70_000,
        root: log.checkpointed.root, proof: proof))
  }

  @Test func theTileOfANumberInTheMillionsLiesInThreeFolders() {
    #expect(LogTile(.hashes(level: 0), index: 1_234_067, width: 256).path == "tile/0/x001/x234/067")
    #expect(LogTile(.entries, index: 7, width: 8).path == "tile/entries/007.p/8")
  }

  @Test(arguments: [300, 66_000]) func eachChangeIsNamedWhereItIs(size: Int) throws {
    let log = MemoryLog()
    try log.append((0..<size).map(MemoryLog.entry))
    let (whole, root) = (log.files, log.checkpointed.root)
    func damage() -> LogDamage? {
      do {
        _ = try TreeAudit.read(log.tree, root: root) { _, _ in }
        return nil
      } catch { return error as? LogDamage }
    }
    #expect(damage() == nil)
    var bundle = try #require(log.files["tile/entries/000"])
    bundle[bundle.count - 1] ^= 1
    log.files["tile/entries/000"] = bundle
    #expect(damage() == .rewrittenEntry(index: 255))
    // All tiles of the small tree; of the large one those at its ends and above.
    let paths = whole.keys.filter { !$0.contains("entries") }.sorted()
    for path in paths where size < 1000 || !path.hasPrefix("tile/0/") || path.contains(".p") {
      log.files = whole
      log.files[path]?[5] ^= 1
      #expect(damage() != nil, "\(path)")
      log.files[path]?.removeLast()
      #expect(damage() == .malformed(path: path), "\(path)")
      log.files[path] = nil
      #expect(damage() != nil, "\(path)")
    }
    // Entry and hash exchanged alike: only the root tells.
    log.files = whole
    let entries = try #require(LogTile.entries(bundle, count: 256))
    var (forged, hashes) = ([UInt8](), [UInt8]())
    for entry in entries {
      _ = LogTile.append(entry, to: &forged)
      hashes += MerkleHash.leaf(entry).bytes
    }
    log.files["tile/entries/000"] = forged
    log.files["tile/0/000"] = hashes
    #expect(damage() != nil)
  }

  @Test func aSourceIsToldOfEachFullTileOnceBeforeItIsReadAndOfNoOther() throws {
    let log = MemoryLog()
    try log.append((0..<66 * 256 + 9).map(MemoryLog.entry))
    let tree = log.tree
    let (asked, before) = (log.expected.count, log.expected.flatMap { $0 }.count)
    #expect(asked == 0 && before == 0)
    var read: [UInt64] = []
    try tree.forEachBundle(hashes: true) { index, entries in
      read.append(index)
      #expect(entries.count == (index < 66 ? 256 : 9))
      let tile = LogTile(.entries, index: index, width: 256)
      #expect(log.expected.joined().contains(tile) == (index < 66))
    }
    #expect(read == Array(0...66))
    #expect(log.expected.map(\.count) == [128, 4])
    #expect(Set(log.expected.joined()).count == 132 && log.expected.joined().allSatisfy(\.isFull))
    // From the midst on, entries alone.
    try tree.forEachBundle(from: 65) { _, _ in }
    #expect(log.expected.last == [LogTile(.entries, index: 65, width: 256)])
    try TiledTree(size: 0, source: log).forEachBundle { _, _ in Issue.record("no bundle") }
  }

  @Test func aFrontierHasOneHashForEachBitOfItsSize() {
    #expect(MerkleFrontier(size: 3, subtrees: [MerkleHash.empty]) == nil)
    #expect(MerkleFrontier(size: 1 << 60, subtrees: [MerkleHash.empty]) == nil)
    #expect(MerkleFrontier(size: 0, subtrees: []) == MerkleFrontier())
  }
}
