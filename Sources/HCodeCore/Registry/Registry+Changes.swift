extension Registry {
  /// Makes all of these codes worse, or none; see `CodeRegistry`. A code that has the status already is passed over, so
  /// that a list that was half known can be given again.
  public func set(
    _ status: CodeStatus, of indexes: [UInt32], _ note: ChangeNote
  ) throws(RegistryError) -> Int {
    try change(indexes, to: status, note) { was, index throws(RegistryError) in
      guard was != status else { return false }
      guard was < status else { throw .wouldImprove(index: index, from: was, to: status) }
      return true
    }
  }

  /// Makes all of these codes as signed again, or none; see `CodeRegistry`. Red is never cleared: the way out of red is
  /// a new code, which has to pass whoever issues it.
  public func clear(_ indexes: [UInt32], _ note: ChangeNote) throws(RegistryError) {
    _ = try change(indexes, to: .asSigned, note) { was, index throws(RegistryError) in
      guard was == .revoked || was == .suspended else {
        throw .nothingToClear(index: index, status: was)
      }
      return true
    }
  }

  /// Those of the codes that are not red yet and until when each is valid, as far as the registry was told. Throws
  /// `.neverIssued`.
  public func expiriesToRaise(
    _ indexes: [UInt32]
  ) throws(RegistryError) -> [(index: UInt32, expires: Timestamp?)] {
    var expiries: [(index: UInt32, expires: Timestamp?)] = []
    for index in indexes {
      let history = try history(of: index)
      if history.status != .raisedToRed { expiries.append((index, history.code?.expires)) }
    }
    return expiries
  }

  private func change(
    _ indexes: [UInt32], to status: CodeStatus, _ note: ChangeNote,
    _ isWanted: (CodeStatus, UInt32) throws(RegistryError) -> Bool
  ) throws(RegistryError) -> Int {
    try database.transaction { () throws(RegistryError) in
      let next = try self.next()
      let current = try database.prepare(
        "SELECT value FROM changes WHERE idx = ? ORDER BY id DESC LIMIT 1")
      let insertion = try database.prepare(
        "INSERT INTO changes (idx, value, why, authority, at) VALUES (?, ?, ?, ?, ?)")
      var count = 0
      for index in indexes {
        guard isTaken(index, below: next) else { throw .neverIssued(index) }
        try current.bind([.integer(Int64(index))])
        let was = try current.step() ? try Self.status(current.integer(0)) : .asSigned
        guard try isWanted(was, index) else { continue }
        try insertion.run(
          .integer(Int64(index)), .integer(Int64(status.rawValue)), .text(note.why),
          .text(note.authority), .integer(note.at.seconds))
        count += 1
      }
      return count
    }
  }

  /// What is known of a code; see `CodeRegistry`.
  public func history(of index: UInt32) throws(RegistryError) -> CodeHistory {
    guard isTaken(index, below: try next()) else { throw .neverIssued(index) }
    let row = try database.prepare("SELECT issued, expires, status FROM codes WHERE idx = ?")
    try row.bind([.integer(Int64(index))])
    var code: RegisteredCode?
    if try row.step() {
      guard let issued = row.integer(0).flatMap({ Timestamp(seconds: $0) }),
        let expires = row.integer(1).flatMap({ Timestamp(seconds: $0) }),
        let status = row.integer(2).flatMap({ UInt8(exactly: $0) }).flatMap(HealthStatus.init)
      else { throw .damaged(detail: "the code of index \(index)") }
      code = RegisteredCode(index: index, issued: issued, expires: expires, status: status)
    }
    let rows = try database.prepare(
      "SELECT value, why, authority, at FROM changes WHERE idx = ? ORDER BY id")
    try rows.bind([.integer(Int64(index))])
    var changes: [(status: CodeStatus, note: ChangeNote)] = []
    while try rows.step() {
      guard let why = rows.text(1), let authority = rows.text(2),
        let at = rows.integer(3).flatMap({ Timestamp(seconds: $0) }),
        let note = ChangeNote(why: why, authority: authority, at: at)
      else { throw .damaged(detail: "a change of index \(index)") }
      changes.append((try Self.status(rows.integer(0)), note))
    }
    return CodeHistory(code: code, changes: changes)
  }

  /// The list to publish next; see `CodeRegistry`. That it was made is on the disk before it is signed: of two lists
  /// with one time, a scanner could not tell which is the newer.
  public func nextList(at issued: Timestamp) throws(RegistryError) -> StatusList {
    try database.transaction { () throws(RegistryError) in
      let row = try database.prepare("SELECT list_issued FROM registry")
      guard try row.step() else { throw .damaged(detail: "its one row is gone") }
      if let last = row.integer(0).flatMap({ Timestamp(seconds: $0) }), issued <= last {
        throw .notLater(than: last)
      }
      let list = try self.list()
      try database.execute(
        "UPDATE registry SET list_issued = ?, list_digest = ?", .integer(issued.seconds),
        .blob(list.digest.bytes))
      return list
    }
  }

  /// Every change, oldest first, so that the last one stays.
  func list() throws(RegistryError) -> StatusList {
    guard var list = StatusList(capacity: Int(identity.capacity)) else {
      throw .damaged(detail: "its capacity")
    }
    let rows = try database.prepare("SELECT idx, value FROM changes ORDER BY id")
    while try rows.step() {
      guard let index = rows.integer(0).flatMap({ UInt32(exactly: $0) }),
        list.set(try Self.status(rows.integer(1)), at: index)
      else { throw .damaged(detail: "a change of an index outside its capacity") }
    }
    return list
  }

  private static func status(_ value: Int64?) throws(RegistryError) -> CodeStatus {
    guard let value = value.flatMap({ UInt8(exactly: $0) }),
      let status = CodeStatus(rawValue: value)
    else { throw .damaged(detail: "a status that is none") }
    return status
  }
}
