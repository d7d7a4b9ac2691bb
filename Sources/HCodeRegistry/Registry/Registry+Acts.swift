import HCodeBase
package import HCodeCore

/// Changes of codes that are out. Each is one act (docs/log.md §2), in three steps, so that an act may stand in the log without effect and
/// never the other way round: `begin` notes the act with its seed, the caller appends it to the log, `finish` makes the changes.
///
/// A change restricts until an end, or until another act ends it. The gravest change in force is the code's status.
extension Registry {
  /// Notes an act before it goes into the log. Throws `.changedMeanwhile` when it is not what `plan` says now, and when it was noted
  /// before: a request that is finished again would undo what came after it.
  ///
  /// `log` is the log that it will go into, and nil without one: only there it can be looked for after a crash.
  package func begin(
    _ entry: SignedAct, _ changes: CodeChanges, in log: ActLog?
  ) throws(RegistryError) -> Int64 {
    try database.transaction(.changing) { () throws(RegistryError) in
      try note(entry, changes, in: log, isLogged: log != nil)
    }
  }

  /// Makes an act's changes at once; its entry waits here for the log. Throws as `begin` does.
  package func apply(_ entry: SignedAct, _ changes: CodeChanges) throws(RegistryError) {
    try database.transaction(.changing) { () throws(RegistryError) in
      try makeWaiting(entry, changes)
    }
  }

  /// What `apply` does in its transaction.
  func makeWaiting(_ entry: SignedAct, _ changes: CodeChanges) throws(RegistryError) {
    let number = try note(entry, changes, in: nil, isLogged: true)
    try wait([entry], of: number)
    try make(PendingAct(number: number, entry: entry, changes: changes, log: nil), logIndex: nil)
  }

  /// What `begin` does in its transaction.
  func note(
    _ entry: SignedAct, _ changes: CodeChanges, in log: ActLog?, isLogged: Bool
  ) throws(RegistryError) -> Int64 {
    let act = entry.act
    // What was asked for before the seeds went cannot be told from what was done already.
    if let destroyed = try destroyedNow(), act.time < destroyed { throw .changedMeanwhile }
    let plan = try planned(act.kind, of: changes.indexes, at: act.time, isLogged: isLogged)
    guard act.issuer == identity.issuer, act.keyIdentifier == identity.keyIdentifier,
      changes.fit(act), plan.indexes == changes.indexes, plan.ended == act.ended,
      plan.until == act.until
    else { throw .changedMeanwhile }
    let seed = SQLValue.secret(changes.seed)
    guard try database.number("SELECT count(*) FROM acts WHERE seed = $1", seed) == 0 else {
      throw .changedMeanwhile
    }
    try database.execute(
      """
      INSERT INTO acts (entry, seed, reason, authority, codes, until, count, log, log_index, state)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0)
      """, .blob(entry.encoded), seed,
      .integer(Int64(clamping: changes.grounds.reason.rawValue)), .text(changes.grounds.order),
      .blob(changes.indexes.flatMap(\.bigEndianBytes)), SQLValue(act.until?.seconds),
      .integer(Int64(changes.indexes.count)), SQLValue(log?.key.text),
      SQLValue(log.map { Int64(clamping: $0.size) }))
    let number = try database.number("SELECT max(id) FROM acts")
    try database.run(
      "UPDATE changes SET ended = $1 WHERE id = $2",
      each: plan.rows.map { [.integer(number), .integer($0)] }
    ) { _, _ in }
    return number
  }

  /// Makes the changes of an act that is in the log, or that needs none: `logIndex` is the number of its entry. Throws
  /// `.changedMeanwhile` when it was dropped.
  package func finish(_ number: Int64, logIndex: UInt64?) throws(RegistryError) {
    try database.transaction(.changing) { () throws(RegistryError) in
      guard let pending = try pendingAct("id = $1", number) else {
        // Finished already, or dropped meanwhile by somebody who thought that it had crashed.
        guard try database.number("SELECT count(*) FROM acts WHERE id = $1", .integer(number)) > 0
        else { throw .changedMeanwhile }
        return
      }
      try make(pending, logIndex: logIndex)
    }
  }

  private func make(_ pending: PendingAct, logIndex: UInt64?) throws(RegistryError) {
    let act = pending.entry.act
    guard let value = CodeStatus(act.kind) else {
      throw .damaged(detail: "an act that changes nothing")
    }
    try database.run(
      """
      INSERT INTO changes (idx, value, why, authority, at, act, until) VALUES ($1, $2, $3, $4, $5, $6, $7)
      """,
      each: pending.changes.indexes.map {
        [
          .integer(Int64($0)), .integer(Int64(value.rawValue)),
          .text(pending.changes.grounds.reason.word), .text(pending.changes.grounds.order),
          .integer(act.time.seconds), .integer(pending.number),
          .integer(act.until?.seconds ?? 0),
        ]
      }
    ) { _, _ in }
    try database.execute(
      "UPDATE acts SET state = 1, log_index = $1 WHERE id = $2",
      SQLValue(logIndex.map { Int64(clamping: $0) }), .integer(pending.number))
  }

  /// Forgets an act that never got into the log.
  package func drop(_ number: Int64) throws(RegistryError) {
    try database.transaction(.changing) { () throws(RegistryError) in
      guard
        try database.execute("DELETE FROM acts WHERE id = $1 AND state = 0", .integer(number)) > 0
      else { return }
      try database.execute("UPDATE changes SET ended = NULL WHERE ended = $1", .integer(number))
    }
  }

  /// The oldest act after that number that was begun and not finished: a crash left it, or another process is at work.
  package func pending(after number: Int64 = 0) throws(RegistryError) -> PendingAct? {
    try database.transaction(.reading) { () throws(RegistryError) in
      try pendingAct("id > $1", number)
    }
  }

  private func pendingAct(
    _ condition: String, _ number: Int64
  ) throws(RegistryError) -> PendingAct? {
    var found: PendingAct?
    try database.query(
      """
      SELECT id, entry, log, log_index, seed, reason, authority, codes FROM acts
      WHERE state = 0 AND \(condition) ORDER BY id LIMIT 1
      """, [.integer(number)]
    ) { row throws(RegistryError) in
      guard let number = row.integer(0), let entry = row.blob(1).flatMap({ try? SignedAct($0) }),
        let changes = Self.changes(row, from: 4, of: entry)
      else { throw .damaged(detail: "an act that was begun") }
      found = PendingAct(
        number: number, entry: entry, changes: changes, log: try Self.log(row, from: 2))
    }
    return found
  }

  /// The logs into which the acts go that were begun and not finished, each as long as it was for the last of them; nil for acts
  /// that need none.
  package func logsOfPending() throws(RegistryError) -> [ActLog?] {
    try database.transaction(.reading) { () throws(RegistryError) in
      var logs: [ActLog?] = []
      try database.query("SELECT log, max(log_index) FROM acts WHERE state = 0 GROUP BY log") {
        row throws(RegistryError) in logs.append(try Self.log(row, from: 0))
      }
      return logs
    }
  }

  /// Whether an act was begun, made or waits here.
  package func knows(_ act: SignedAct) throws(RegistryError) -> Bool {
    try database.number(
      "SELECT (SELECT count(*) FROM acts WHERE entry = $1) + (SELECT count(*) FROM entries WHERE entry = $1)",
      .blob(act.encoded)) > 0
  }

  /// The act of the highest number in that log whose changes are made.
  package func lastAct(
    in log: NoteKey
  ) throws(RegistryError) -> (entry: [UInt8], logIndex: UInt64)? {
    try database.transaction(.reading) { () throws(RegistryError) in
      var found: (entry: [UInt8], logIndex: UInt64)?
      try database.query(
        "SELECT entry, log_index FROM acts WHERE state = 1 AND log = $1 ORDER BY log_index DESC LIMIT 1",
        [.text(log.text)]
      ) { row throws(RegistryError) in
        guard let entry = row.blob(0), let index = row.integer(1).flatMap({ UInt64(exactly: $0) })
        else { throw .damaged(detail: "an act") }
        found = (entry, index)
      }
      return found
    }
  }

  /// The first of those ascending indexes that an unfinished act changes.
  func firstPending(of indexes: [UInt32]) throws(RegistryError) -> UInt32? {
    var first: UInt32?
    let named = Set(indexes)
    try database.query("SELECT codes FROM acts WHERE state = 0") { row throws(RegistryError) in
      guard let codes = row.blob(0).flatMap(Self.indexes) else {
        throw .damaged(detail: "an act that was begun")
      }
      for index in codes where named.contains(index) { first = min(first ?? index, index) }
    }
    return first
  }

  /// Name and key of a log, and how many entries it had, from that column on.
  private static func log(_ row: any SQLRow, from column: Int) throws(RegistryError) -> ActLog? {
    guard let text = row.text(column) else { return nil }
    guard let key = NoteKey(text: text),
      let size = row.integer(column + 1).flatMap({ UInt64(exactly: $0) })
    else { throw .damaged(detail: "the log of an act") }
    return ActLog(key: key, size: size)
  }

  /// Four bytes an index.
  private static func indexes(_ codes: [UInt8]) -> [UInt32]? {
    guard codes.count % 4 == 0 else { return nil }
    return stride(from: 0, to: codes.count, by: 4).map {
      UInt32(UInt64(bigEndianBytes: codes[$0..<$0 + 4]))
    }
  }

  /// Seed, reason, authority and codes from that column on.
  static func changes(
    _ row: any SQLRow, from column: Int, of entry: SignedAct
  ) -> CodeChanges? {
    guard let seed = row.secret(column),
      let reason = row.integer(column + 1).flatMap({ UInt64(exactly: $0) })
        .flatMap({ ActReason(rawValue: $0) }),
      let order = row.text(column + 2), let indexes = row.blob(column + 3).flatMap(indexes)
    else { return nil }
    return CodeChanges(
      indexes, under: entry.act.keyIdentifier,
      grounds: LogAct.Grounds(reason: reason, order: order), seed: seed)
  }
}
