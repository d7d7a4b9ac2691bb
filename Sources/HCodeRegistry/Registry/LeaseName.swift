import HCodeBase

/// The names that the table `leases` knows blocks by. An asker's own has no spaces; the others have one, so that nobody asks for
/// them by chance.
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
