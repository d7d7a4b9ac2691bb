package import HCodeBase
package import HCodeCore

/// What an act would do to codes that are out.
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

  /// A change in force.
  struct Row {
    var id: Int64
    var value: CodeStatus
    var until: Timestamp
    /// The act that made it.
    var act: Int64?
    /// Whether that act is in a log, or waits for it.
    var isLogged: Bool
  }

  func planned(
    _ kind: LogAct.Kind, of named: [UInt32], at time: Timestamp, isLogged: Bool
  ) throws(RegistryError) -> ActPlan {
    try checkWhole()
    guard let value = CodeStatus(kind) else { throw .damaged(detail: "an act of another kind") }
    let next = try self.next()
    let indexes = Set(named).sorted()
    for index in named {
      guard try isTaken(index, below: next) else { throw .neverIssued(index) }
    }
    // What an unfinished act changes is not known, and nobody could end a change that is made beside it.
    if let busy = try firstPending(of: indexes) { throw .unfinished(busy) }
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
  func rows(of indexes: [UInt32], at now: Timestamp) throws(RegistryError) -> [[Row]] {
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
  static let longestValidity: Int64 = 366 * 86_400

  /// A desk knows only its own codes: its list would clear all others.
  func checkWhole() throws(RegistryError) {
    if lease != nil { throw .deskOnly }
  }
}
