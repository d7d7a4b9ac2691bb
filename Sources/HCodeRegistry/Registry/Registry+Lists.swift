package import HCodeBase
package import HCodeCore

/// The status lists that a registry gives.
extension Registry {
  /// Makes the list that this key is to sign next, over the whole capacity. Its time is on the disk before it is signed, because a
  /// scanner cannot order two lists of the same time. A new key begins anew: after a list with a wrong date that is the way out.
  ///
  /// `logSize` is how many entries the log's last checkpoint covers, where the issuer has a log. Throws `.notLater` unless the last
  /// list of the key is older, `.notCovered` when the log does not reach to every act that the list shows, and `.logShrank` when the
  /// last list reflects more.
  ///
  /// - Parameters:
  ///   - older: lists that were published. Throws `.wouldBecomeBetter` when a code would be better than in one of them for no reason
  ///     that is on record.
  ///   - isServedLater: in a fresh range nothing is issued until `noteServed` says that the list is where it has to be.
  ///   - clockIsRight: a list by a key that was not noted may be later; registries of version 2 noted none.
  package func nextList(
    at issued: Timestamp, by signer: KeyIdentifier, logSize: UInt64? = nil,
    after older: [PublishedStatusList] = [], isServedLater: Bool = false, clockIsRight: Bool = false
  ) throws(RegistryError) -> StatusList {
    try database.transaction(.changing) { () throws(RegistryError) in
      try checkWhole()
      var last: Timestamp?
      let unknown = SQLValue.blob(clockIsRight ? signer.bytes : [])
      try database.query(
        "SELECT max(issued) FROM list_signers WHERE kid = $1 OR kid = $2",
        [.blob(signer.bytes), unknown]
      ) { row in last = row.time(0) }
      if let last, issued <= last { throw .notLater(than: last) }
      var before: UInt64?
      try database.query("SELECT list_log_size FROM registry") { row in
        before = row.integer(0).flatMap { UInt64(exactly: $0) }
      }
      if let before, logSize ?? 0 < before {
        throw .logShrank(from: before, to: logSize ?? 0)
      }
      var needed: Int64?
      try database.query("SELECT max(log_index) FROM acts WHERE state = 1") { row in
        needed = row.integer(0)
      }
      if let needed = needed.flatMap({ UInt64(exactly: $0) }), logSize ?? 0 <= needed {
        throw .notCovered(entry: needed, size: logSize)
      }
      let list = try self.list(at: issued, isPublished: true)
      for old in older {
        let better = try unexplained(from: old, to: list, at: issued)
        guard let first = better.first else { continue }
        throw .wouldBecomeBetter(count: better.count, first.index, from: first.was, to: first.is)
      }
      let waits = isServedLater ? try waitsForList() : false
      try database.execute(
        "UPDATE registry SET list_issued = $1, list_digest = $2, list_log_size = $3",
        .integer(issued.seconds), waits ? .null : .blob(list.digest.bytes),
        SQLValue(logSize.map { Int64(clamping: $0) }))
      try database.execute(
        "INSERT INTO list_signers (kid, issued) VALUES ($1, $2) ON CONFLICT (kid) DO UPDATE SET issued = excluded.issued",
        .blob(signer.bytes), .integer(issued.seconds))
      return list
    }
  }

  /// What the next list would say now.
  package func listToPublish(at now: Timestamp) throws(RegistryError) -> StatusList {
    try database.transaction(.reading) { () throws(RegistryError) in
      try list(at: now, isPublished: true)
    }
  }

  /// Of each code the gravest change in force; of a list that is published, of those whose acts are in the log.
  func list(at now: Timestamp, isPublished: Bool = false) throws(RegistryError) -> StatusList {
    guard var list = StatusList(capacity: Int(identity.capacity)) else {
      throw .damaged(detail: "its capacity")
    }
    try database.query(
      "SELECT c.idx, c.value FROM changes c WHERE \(isPublished ? Self.published(at: 1) : Self.inForce(at: 1))",
      [.integer(now.seconds)]
    ) { row throws(RegistryError) in
      let value = try Self.status(row.integer(1))
      guard let index = row.integer(0).flatMap({ UInt32(exactly: $0) }), let was = list[index],
        was >= value || list.set(value, at: index)
      else { throw .damaged(detail: "a change of an index outside its capacity") }
    }
    return list
  }
}
