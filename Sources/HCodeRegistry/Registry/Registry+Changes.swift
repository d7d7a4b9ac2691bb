package import HCodeBase
package import HCodeCore

/// Changes of codes that are out. Each is one act (docs/log.md §2), in three steps, so that an act may stand in the log without effect and
/// never the other way round: `begin` notes the act with its seed, the caller appends it to the log, `finish` makes the changes.
///
/// A change restricts until an end, or until another act ends it. The gravest change in force is the code's status.
extension Registry {
  /// Reads what an act of that kind at that time would do to those codes; changes nothing.
  ///
  /// Codes that are past their end are passed over, and so are those that have the status, or a graver one, for as long. `isLogged` says
  /// whether the act goes into a log: what was changed without one does not count then, and is set again. Throws `.neverIssued`,
  /// `.unfinished`, `.nothingToClear` and `.unlogged`.
  package func plan(
    _ kind: LogAct.Kind, of indexes: [UInt32], at time: Timestamp, isLogged: Bool
  ) throws(RegistryError) -> ActPlan {
    try database.transaction(.reading) { () throws(RegistryError) in
      try planned(kind, of: indexes, at: time, isLogged: isLogged)
    }
  }

  /// Makes an act's changes at once; its entry waits here for the log. Throws as `begin` does.
  package func apply(_ entry: SignedAct, _ changes: CodeChanges) throws(RegistryError) {
    try database.transaction(.changing) { () throws(RegistryError) in try make(entry, changes) }
  }

  /// What `apply` does in its transaction.
  func make(_ entry: SignedAct, _ changes: CodeChanges) throws(RegistryError) {
    let number = try note(entry, changes, isLogged: true)
    try wait([entry], of: number)
    try make(PendingAct(number: number, entry: entry, changes: changes), logIndex: nil)
  }

  /// Notes an act before it goes into the log. Throws `.changedMeanwhile` when it is not what `plan` says now, and when it was noted
  /// before: a request that is finished again would undo what came after it.
  package func begin(
    _ entry: SignedAct, _ changes: CodeChanges, isLogged: Bool
  ) throws(RegistryError) -> Int64 {
    try database.transaction(.changing) { () throws(RegistryError) in
      try note(entry, changes, isLogged: isLogged)
    }
    try database.execute(
      """
      INSERT INTO acts (entry, seed, reason, authority, codes, until, count, state)
      VALUES ($1, $2, $3, $4, $5, $6, $7, 0)
      """, .blob(entry.encoded), seed,
      .integer(Int64(clamping: changes.grounds.reason.rawValue)), .text(changes.grounds.order),
      .blob(changes.indexes.flatMap(\.bigEndianBytes)), SQLValue(act.until?.seconds),
      .integer(Int64(changes.indexes.count)))
    let number = try database.number("SELECT max(id) FROM acts")
    try database.run(
      "UPDATE changes SET ended = $1 WHERE id = $2",
      each: plan.rows.map { [.integer(number), .integer($0)] }
    ) { _, _ in }
    return number
  }

  /// What `begin` does in its transaction.
  func note(
    _ entry: SignedAct, _ changes: CodeChanges, isLogged: Bool
  ) throws(RegistryError) -> Int64 {
    let act = entry.act
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
      INSERT INTO acts (entry, seed, reason, authority, codes, until, count, state)
      VALUES ($1, $2, $3, $4, $5, $6, $7, 0)
      """, .blob(entry.encoded), seed,
      .integer(Int64(clamping: changes.grounds.reason.rawValue)), .text(changes.grounds.order),
      .blob(changes.indexes.flatMap(\.bigEndianBytes)), SQLValue(act.until?.seconds),
      .integer(Int64(changes.indexes.count)))
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
      guard let pending = try pendingActs().first(where: { $0.number == number }) else {
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

  /// The acts that were begun and not finished, oldest first: a crash left them, or another process is at work.
  package func pending() throws(RegistryError) -> [PendingAct] {
    try database.transaction(.reading) { () throws(RegistryError) in try pendingActs() }
  }

  private func pendingActs() throws(RegistryError) -> [PendingAct] {
    var found: [PendingAct] = []
    try database.query(
      "SELECT id, entry, seed, reason, authority, codes FROM acts WHERE state = 0 ORDER BY id"
    ) { row throws(RegistryError) in
      guard let number = row.integer(0), let entry = row.blob(1).flatMap({ try? SignedAct($0) }),
        let changes = Self.changes(row, from: 2, of: entry)
      else { throw .damaged(detail: "an act that was begun") }
      found.append(PendingAct(number: number, entry: entry, changes: changes))
    }
    return found
  }

  /// Seed, reason, authority and codes from that column on.
  private static func changes(
    _ row: any SQLRow, from column: Int, of entry: SignedAct
  ) -> CodeChanges? {
    guard let seed = row.secret(column),
      let reason = row.integer(column + 1).flatMap({ UInt64(exactly: $0) })
        .flatMap({ ActReason(rawValue: $0) }),
      let order = row.text(column + 2), let codes = row.blob(column + 3), codes.count % 4 == 0
    else { return nil }
    let indexes = stride(from: 0, to: codes.count, by: 4).map {
      UInt32(UInt64(bigEndianBytes: codes[$0..<$0 + 4]))
    }
    return CodeChanges(
      indexes, under: entry.act.keyIdentifier,
      grounds: LogAct.Grounds(reason: reason, order: order), seed: seed)
  }

  /// The act that gives a code its present status, with what opens its entry; nil when the code is as signed, or was changed without a log,
  /// or the seed has been erased.
  package func deciding(
    on index: UInt32, at now: Timestamp
  ) throws(RegistryError) -> (entry: SignedAct, changes: CodeChanges, logIndex: UInt64)? {
    try database.transaction(.reading) { () throws(RegistryError) in
      var best: (value: CodeStatus, act: Int64)?
      for row in try rows(of: [index], at: now)[0] {
        if let act = row.act, best.map({ $0.value < row.value }) ?? true { best = (row.value, act) }
      }
      var found: (entry: SignedAct, changes: CodeChanges, logIndex: UInt64)?
      guard let best else { return nil }
      try database.query(
        "SELECT entry, log_index, seed, reason, authority, codes FROM acts WHERE id = $1",
        [.integer(best.act)]
      ) { row throws(RegistryError) in
        guard let entry = row.blob(0).flatMap({ try? SignedAct($0) }) else {
          throw .damaged(detail: "an act")
        }
        guard let place = row.integer(1).flatMap({ UInt64(exactly: $0) }),
          let changes = Self.changes(row, from: 2, of: entry)
        else { return }
        found = (entry, changes, place)
      }
      return found
    }
  }

  // MARK: Planning

  /// A change in force.
  private struct Row {
    var id: Int64
    var value: CodeStatus
    var until: Timestamp
    /// The act that made it.
    var act: Int64?
    /// Whether that act is in a log, or waits for it.
    var isLogged: Bool
  }

  private func planned(
    _ kind: LogAct.Kind, of named: [UInt32], at time: Timestamp, isLogged: Bool
  ) throws(RegistryError) -> ActPlan {
    try checkWhole()
    guard let value = CodeStatus(kind) else { throw .damaged(detail: "an act of another kind") }
    let next = try self.next()
    let indexes = Set(named).sorted()
    for index in named where !isTaken(index, below: next) { throw .neverIssued(index) }
    // What an unfinished act changes is not known, and nobody could end a change that is made beside it.
    let busy = Set(try pendingActs().flatMap(\.changes.indexes))
    for index in indexes where busy.contains(index) { throw .unfinished(index) }
    var plan = ActPlan()
    plan.passed = value == .asSigned ? 0 : named.count - indexes.count
    let rows = try rows(of: indexes, at: time)
    var ends: [[Row]] = []
    if value == .asSigned {
      for (index, rows) in zip(indexes, rows) {
        guard let top = rows.max(by: { $0.value < $1.value }) else {
          throw .nothingToClear(index)
        }
        guard !isLogged || top.isLogged else { throw .unlogged(index) }
        plan.indexes.append(index)
        ends.append(rows.filter { $0.value == top.value })
      }
    } else {
      var expiry: [Timestamp?] = indexes.map { _ in nil }
      try database.run(
        "SELECT expires FROM codes WHERE idx = $1", each: indexes.map { [.integer(Int64($0))] }
      ) { place, row in expiry[place] = row.time(0) }
      let longest = time.advanced(bySeconds: Self.longestValidity)
      let live = expiry.map { $0 ?? longest }.filter { time < $0 }
      plan.expired = indexes.count - live.count
      guard let last = live.max() else { return plan }
      let until =
        value == .revoked
        ? last : min(last, time.advanced(bySeconds: LogAct.longestRestriction))
      for ((index, rows), expires) in zip(zip(indexes, rows), expiry) {
        if let expires, expires <= time { continue }
        let needed = min(until, expires ?? longest)
        guard
          !rows.contains(where: {
            // A revocation lasts until the code ends, whenever that is.
            $0.value >= value && ($0.until >= needed || $0.value == .revoked)
              && ($0.isLogged || !isLogged)
          })
        else {
          plan.passed += 1
          continue
        }
        plan.indexes.append(index)
        ends.append(rows.filter { $0.value <= value && $0.until <= until })
      }
      plan.until = plan.indexes.isEmpty ? nil : until
    }
    try end(ends, in: &plan, isClearing: value == .asSigned, isLogged: isLogged)
    return plan
  }

  /// Which changes end by the act: of each code the gravest that is in the log, which the entry counts, and all that are in none.
  private func end(
    _ ends: [[Row]], in plan: inout ActPlan, isClearing: Bool, isLogged: Bool
  ) throws(RegistryError) {
    var counted: [(row: Row, key: LogAct.Ended)] = []
    for rows in ends {
      if isLogged { plan.rows += rows.filter { !$0.isLogged }.map(\.id) }
      let known = isLogged ? rows.filter(\.isLogged) : rows
      guard let top = known.max(by: { $0.value < $1.value }) else { continue }
      counted.append((top, LogAct.Ended(value: top.value, until: top.until, count: 1)))
      // A clearing leaves nothing of the value that it ends.
      if isClearing {
        plan.rows += known.filter { $0.value == top.value && $0.id != top.id }.map(\.id)
      }
    }
    let groups = Dictionary(grouping: counted, by: \.key).sorted {
      ($0.key.value.rawValue, $0.key.until) < ($1.key.value.rawValue, $1.key.until)
    }
    guard !isClearing || groups.count <= LogAct.maximumEnded else { throw .tooManyEnds }
    // What is not counted as ended ends by itself.
    for (key, members) in groups.prefix(LogAct.maximumEnded) {
      plan.ended.append(
        LogAct.Ended(value: key.value, until: key.until, count: UInt64(members.count)))
      plan.rows += members.map(\.row.id)
    }
  }

  /// The changes in force of each of these codes, but for those that an unfinished act is to end.
  private func rows(of indexes: [UInt32], at now: Timestamp) throws(RegistryError) -> [[Row]] {
    var rows: [[Row]] = indexes.map { _ in [] }
    try database.run(
      """
      SELECT c.id, c.value, c.until, c.act, coalesce(a.log_index, (
          SELECT e.id FROM entries e WHERE e.act = c.act AND e.log_index IS NULL))
      FROM changes c LEFT JOIN acts a ON a.id = c.act
      WHERE c.idx = $1 AND c.until > $2 AND c.ended IS NULL ORDER BY c.id
      """, each: indexes.map { [.integer(Int64($0)), .integer(now.seconds)] }
    ) { place, row throws(RegistryError) in
      guard let id = row.integer(0), let until = row.time(2) else {
        throw .damaged(detail: "a change of index \(indexes[place])")
      }
      rows[place].append(
        Row(
          id: id, value: try Self.status(row.integer(1)), until: until, act: row.integer(3),
          isLogged: row.integer(4) != nil))
    }
    return rows
  }

  /// Beyond it no code is valid, so that a revocation needs no longer.
  private static let longestValidity: Int64 = 366 * 86_400

  // MARK: Reading

  /// The changes in force at a time, whose number the parameter has.
  static func inForce(at parameter: Int) -> String {
    """
    c.until > $\(parameter) AND (c.ended IS NULL OR EXISTS (SELECT 1 FROM acts e WHERE e.id = c.ended AND e.state = 0))
    """
  }

  /// The same as a list may show it: as if the acts that wait for the log had not happened.
  private static func published(at parameter: Int) -> String {
    func waits(_ column: String) -> String {
      "EXISTS (SELECT 1 FROM entries w WHERE w.act = \(column) AND w.log_index IS NULL)"
    }
    return
      "(\(inForce(at: parameter)) OR c.until > $\(parameter) AND \(waits("c.ended"))) AND NOT \(waits("c.act"))"
  }

  /// Reads the record and the changes of a code, and what it is at that time. Throws `.neverIssued`.
  package func history(
    of index: UInt32, at now: Timestamp
  ) throws(RegistryError) -> CodeHistory {
    try database.transaction(.reading) { () throws(RegistryError) in
      guard isTaken(index, below: try next()) else { throw .neverIssued(index) }
      var code: RegisteredCode?
      try database.query(
        "SELECT \(Self.codeColumns) FROM codes WHERE idx = $1", [.integer(Int64(index))]
      ) { row throws(RegistryError) in code = try Self.code(row) }
      var changes: [CodeHistory.Change] = []
      try database.query(
        """
        SELECT c.value, c.why, c.authority, c.at, c.until, a.entry, a.log_index
        FROM changes c LEFT JOIN acts a ON a.id = c.act WHERE c.idx = $1 ORDER BY c.id
        """, [.integer(Int64(index))]
      ) { row throws(RegistryError) in
        guard let why = row.text(1), let authority = row.text(2), let at = row.time(3),
          let note = ChangeNote(why: why, authority: authority, at: at)
        else { throw .damaged(detail: "a change of index \(index)") }
        let status = try Self.status(row.integer(0))
        changes.append(
          CodeHistory.Change(
            status: status, note: note, until: status == .asSigned ? nil : row.time(4),
            entry: row.blob(5).flatMap { try? SignedAct($0) },
            logIndex: row.integer(6).flatMap { UInt64(exactly: $0) }))
      }
      var status = CodeStatus.asSigned
      try database.query(
        "SELECT c.value FROM changes c WHERE c.idx = $1 AND \(Self.inForce(at: 2))",
        [.integer(Int64(index)), .integer(now.seconds)]
      ) { row throws(RegistryError) in status = max(status, try Self.status(row.integer(0))) }
      return CodeHistory(code: code, changes: changes, status: status)
    }
  }

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
  ///   - clockIsRight: a list by a key that was not noted may be later; registries of version 2 noted none.
  package func nextList(
    at issued: Timestamp, by signer: KeyIdentifier, logSize: UInt64? = nil,
    after older: [StatusList] = [], clockIsRight: Bool = false
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
        throw .wouldBecomeBetter(
          count: better.count, first.index, from: first.was, to: first.is)
      }
      try database.execute(
        "UPDATE registry SET list_issued = $1, list_digest = $2, list_log_size = $3",
        .integer(issued.seconds), .blob(list.digest.bytes),
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

  /// A desk knows only its own codes: its list would clear all others.
  private func checkWhole() throws(RegistryError) {
    if lease != nil { throw .deskOnly }
  }

  static func status(_ value: Int64?) throws(RegistryError) -> CodeStatus {
    guard let value = value.flatMap({ UInt8(exactly: $0) }),
      let status = CodeStatus(rawValue: value)
    else { throw .damaged(detail: "a status that is none") }
    return status
  }
}
