import HCodeBase

/// The names of blocks in the table `leases`. A desk's own name has no space; internal names have one, so that no desk can
/// ask for them.
enum LeaseName {
  /// Of a block that was asked for under a name.
  static func asked(_ request: RequestIdentifier) -> String { request.description }

  /// That a desk's file was made over that block.
  static func file(_ request: RequestIdentifier) -> String { "\(request) file" }

  /// Which file that is: the digest of the token in it.
  static func file(_ request: RequestIdentifier, _ token: [UInt8]) -> String {
    file(request) + fileEnding(token)
  }

  /// How the name ends that says which file a desk has.
  static func fileEnding(_ token: [UInt8]) -> String { " " + Digest(of: token).hex }

  /// In the desk's file: its token.
  static let tokenBeginning = "token "

  /// Of the block of a batch's rows from that one on.
  static func rows(_ batch: RequestIdentifier, from row: Int) -> String { "\(batch)/\(row) rows" }

  /// Which rows that block is for.
  static func rows(_ batch: RequestIdentifier, from row: Int, _ digest: [UInt8]) -> String {
    "\(rows(batch, from: row)) \(Hex.encode(digest))"
  }
}
