package import HCodeBase
package import HCodeCore

/// Entries that wait for the log. They are written in one transaction with their code or change, so a code without its entry cannot
/// exist, and desks that share a registry need no log in common. Whoever publishes moves them.
extension Registry {
  /// Writes entries that are to wait; those that are here already, in the log or not, are skipped. Call it inside a transaction.
  func wait(_ entries: [SignedAct], of act: Int64? = nil) throws(RegistryError) {
    var rows: [[SQLValue]] = []
    for entry in entries {
      // An entry of erased records has no commitment and is known by its own bytes.
      let commitment = entry.act.commitment?.bytes ?? Sodium.sha256(entry.encoded)
      rows.append([.blob(commitment), .blob(entry.encoded), SQLValue(act)])
    }
    try database.run(
      """
      INSERT INTO entries (commitment, entry, act) VALUES ($1, $2, $3) ON CONFLICT (commitment) DO NOTHING
      """, each: rows
    ) { _, _ in }
  }

  /// Writes the entry of a code that was recorded when it was asked for. Throws `.neverIssued` for a code that was not.
  package func wait(_ entry: SignedAct?, of index: UInt32) throws(RegistryError) {
    guard let entry else { return }
    _ = try permutation
    try database.transaction(.insertingIfAbsent) { () throws(RegistryError) in
      let sql = "SELECT count(*) FROM codes WHERE idx = $1"
      guard try database.number(sql, .integer(Int64(index))) > 0 else {
        throw .neverIssued(index)
      }
      try wait([entry])
      _ = try next()
    }
  }

  /// The oldest entries that wait, at most that many.
  package func waiting(limit: Int = 4096) throws(RegistryError) -> [WaitingEntry] {
    var found: [WaitingEntry] = []
    try database.transaction(.reading) { () throws(RegistryError) in
      found = []
      try database.query(
        "SELECT id, entry FROM entries WHERE log_index IS NULL ORDER BY id LIMIT \(limit)"
      ) { row throws(RegistryError) in
        guard let number = row.integer(0), let entry = row.blob(1).flatMap({ try? SignedAct($0) })
        else { throw .damaged(detail: "an entry that waits") }
        found.append(WaitingEntry(number: number, entry: entry))
      }
    }
    return found
  }

  /// How many entries wait.
  package func waitingCount() throws(RegistryError) -> Int64 {
    try database.number("SELECT count(*) FROM entries WHERE log_index IS NULL")
  }

  /// How long the log was when the last entries had been moved: what is here and waits can be in it from there on only.
  package func logMoved() throws(RegistryError) -> UInt64 {
    UInt64(clamping: try database.number("SELECT log_moved FROM registry"))
  }

  /// Notes which entries that log has, by their numbers here, and how long it is with them.
  package func moved(
    _ places: [(number: Int64, index: UInt64)], to log: NoteKey, length: UInt64
  ) throws(RegistryError) {
    try database.transaction(.changing) { () throws(RegistryError) in
      let rows = places.map { place -> [SQLValue] in
        [.integer(Int64(clamping: place.index)), .integer(place.number)]
      }
      try database.run(
        "UPDATE acts SET log_index = $1, log = $2 WHERE id = (SELECT act FROM entries WHERE id = $3)",
        each: rows.map { [$0[0], .text(log.text), $0[1]] }
      ) { _, _ in }
      try database.run("UPDATE entries SET log_index = $1, entry = NULL WHERE id = $2", each: rows)
      {
        _, _ in
      }
      try database.execute(
        "UPDATE registry SET log_moved = $1 WHERE log_moved < $1", .integer(Int64(clamping: length))
      )
    }
  }

  /// The codes that are better in the new list than in the old one, and of which nothing here says why: no change to the old value has
  /// ended since the old list was made.
  package func betterWithoutReason(
    from old: PublishedStatusList, to new: StatusList, at now: Timestamp
  ) throws(RegistryError) -> [(index: UInt32, was: CodeStatus, is: CodeStatus)] {
    try database.transaction(.reading) { () throws(RegistryError) in
      try unexplained(from: old, to: new, at: now)
    }
  }

  /// What `betterWithoutReason` does in its transaction.
  func unexplained(
    from published: PublishedStatusList, to new: StatusList, at now: Timestamp
  ) throws(RegistryError) -> [(index: UInt32, was: CodeStatus, is: CodeStatus)] {
    let old = published.list
    var better: [(index: UInt32, was: CodeStatus, is: CodeStatus)] = []
    for (place, byte) in old.bytes.enumerated() where byte != 0 {
      if place < new.bytes.count, new.bytes[place] == byte { continue }
      for index in UInt32(place * 4)..<UInt32(place * 4 + 4) {
        guard let was = old[index], was != .asSigned else { continue }
        let value = new[index] ?? .asSigned
        if value < was { better.append((index, was, value)) }
      }
    }
    var unexplained: [(index: UInt32, was: CodeStatus, is: CodeStatus)] = []
    // A list that reflects the log has every act below its size and none above; without a log only times order the two, of counters
    // whose clocks may differ. A clock that was ahead gave its list a time that orders nothing.
    let isAhead = published.issued > now
    let since = published.issued.advanced(bySeconds: -Timestamp.clockTolerance)
    var bounds: [SQLValue] = [
      .integer(now.seconds), .integer(published.issued.seconds),
      .integer(isAhead ? 0 : since.seconds),
    ]
    var isLater = "n.at >= $5"
    if let logSize = published.logSize {
      isLater = "CASE WHEN e.log_index IS NULL THEN n.at >= $5 ELSE e.log_index >= $6 END"
      bounds.append(.integer(Int64(clamping: logSize)))
    }
    // Changes of the first version have no act: their ends were set when the registry was brought to this one.
    try database.run(
      """
      SELECT count(*) FROM changes c WHERE c.idx = $1 AND c.value = $2 AND (
        c.until <= $3 AND (c.until > $4 OR c.act IS NULL AND c.why <> '\(Self.restored)')
        OR EXISTS (
          SELECT 1 FROM changes n LEFT JOIN acts e ON e.id = n.act
          WHERE n.idx = c.idx AND n.id > c.id AND (n.act = c.ended OR c.ended = 0) AND \(isLater)))
      """,
      each: better.map {
        [.integer(Int64($0.index)), .integer(Int64($0.was.rawValue))] + bounds
      }
    ) { place, row in
      if row.integer(0) == 0 { unexplained.append(better[place]) }
    }
    return unexplained
  }
}
