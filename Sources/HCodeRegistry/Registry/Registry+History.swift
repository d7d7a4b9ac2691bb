package import HCodeBase
package import HCodeCore

/// What became of a code, and which act decides on it.
extension Registry {
  /// The changes in force at a time, whose number the parameter has.
  static func inForce(at parameter: Int) -> String {
    """
    c.until > $\(parameter) AND (c.ended IS NULL OR EXISTS (SELECT 1 FROM acts e WHERE e.id = c.ended AND e.state = 0))
    """
  }

  /// The same as a list may show it: as if the acts that wait for the log had not happened.
  static func published(at parameter: Int) -> String {
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
      guard try isTaken(index, below: try next()) else { throw .neverIssued(index) }
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

  static func status(_ value: Int64?) throws(RegistryError) -> CodeStatus {
    guard let value = value.flatMap({ UInt8(exactly: $0) }),
      let status = CodeStatus(rawValue: value)
    else { throw .damaged(detail: "a status that is none") }
    return status
  }
}
