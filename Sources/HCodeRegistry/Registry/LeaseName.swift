import HCodeBase

/// The names of blocks in the table `leases`. A desk's own name has no space; internal names have one, so that no desk can
/// ask for them.
enum LeaseName {
  /// Of a block that was asked for under a name.
  static func asked(_ request: RequestIdentifier) -> String { request.description }

  /// That a desk's file was made over that block.
  static func file(_ request: RequestIdentifier) -> String { "\(request) file" }

  /// Of the block of a batch's rows from that one on.
  static func rows(_ batch: RequestIdentifier, from row: Int) -> String { "\(batch)/\(row) rows" }

  /// Which rows that block is for.
  static func rows(_ batch: RequestIdentifier, from row: Int, _ digest: [UInt8]) -> String {
    "\(rows(batch, from: row)) \(Hex.encode(digest))"
  }
}
