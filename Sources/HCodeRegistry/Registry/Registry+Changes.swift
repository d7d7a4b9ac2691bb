package import HCodeBase
package import HCodeCore

extension Registry {
  /// Gives all of these codes a worse status, or none. Returns how many had another status before. Codes that have the
  /// status already are skipped, so a list can be given again. Throws `.neverIssued` and `.wouldImprove`.
  package func set(
    _ status: CodeStatus, of indexes: [UInt32], _ note: ChangeNote
  ) throws(RegistryError) -> Int {
    try change(indexes, to: status, note) { was, index throws(RegistryError) in
      guard was != status else { return false }
      guard was < status else { throw .wouldImprove(index: index, from: was, to: status) }
      return true
    }
  }

  /// Clears all of these codes, or none: for codes that were revoked or suspended by mistake. Red is never cleared; the
  /// way out of red is a new code. Throws `.neverIssued` and `.nothingToClear`.
  package func clear(_ indexes: [UInt32], _ note: ChangeNote) throws(RegistryError) {
    _ = try change(indexes, to: .asSigned, note) { was, index throws(RegistryError) in
      guard was == .revoked || was == .suspended else {
        throw .nothingToClear(index: index, status: was)
      }
      return true
    }
  }

  private func change(
    _ indexes: [UInt32], to status: CodeStatus, _ note: ChangeNote,
    _ isWanted: (CodeStatus, UInt32) throws(RegistryError) -> Bool
  ) throws(RegistryError) -> Int {
    try database.transaction(.changing) { () throws(RegistryError) in
      try checkWhole()
      let next = try self.next()
      for index in indexes where !isTaken(index, below: next) { throw .neverIssued(index) }
      var current: [UInt32: CodeStatus] = [:]
      try database.run(
        "SELECT value FROM changes WHERE idx = $1 ORDER BY id DESC LIMIT 1",
        each: indexes.map { [.integer(Int64($0))] }
      ) { place, row throws(RegistryError) in
        current[indexes[place]] = try Self.status(row.integer(0))
      }
      var wanted: [[SQLValue]] = []
      for index in indexes where try isWanted(current[index] ?? .asSigned, index) {
        // A code that is named twice is changed once.
        current[index] = status
        wanted.append([
          .integer(Int64(index)), .integer(Int64(status.rawValue)), .text(note.why),
          .text(note.authority), .integer(note.at.seconds),
        ])
      }
      return try database.run(
        "INSERT INTO changes (idx, value, why, authority, at) VALUES ($1, $2, $3, $4, $5)",
        each: wanted
      ) { _, _ in }
    }
  }

  /// Reads the record and the changes of a code. Throws `.neverIssued`.
  package func history(of index: UInt32) throws(RegistryError) -> CodeHistory {
    try database.transaction(.reading) { () throws(RegistryError) in
      guard isTaken(index, below: try next()) else { throw .neverIssued(index) }
      var code: RegisteredCode?
      try database.query(
        "SELECT \(Self.codeColumns) FROM codes WHERE idx = $1", [.integer(Int64(index))]
      ) { row throws(RegistryError) in code = try Self.code(row) }
      var changes: [(status: CodeStatus, note: ChangeNote)] = []
      try database.query(
        "SELECT value, why, authority, at FROM changes WHERE idx = $1 ORDER BY id",
        [.integer(Int64(index))]
      ) { row throws(RegistryError) in
        guard let why = row.text(1), let authority = row.text(2), let at = row.time(3),
          let note = ChangeNote(why: why, authority: authority, at: at)
        else { throw .damaged(detail: "a change of index \(index)") }
        changes.append((try Self.status(row.integer(0)), note))
      }
      return CodeHistory(code: code, changes: changes)
    }
  }

  /// Makes the list that this key is to sign next, over the whole capacity. Its time is on the disk before it is signed, because a
  /// scanner cannot order two lists of the same time. Throws `.notLater` unless the last list of the key is older. A new key begins
  /// anew: after a list with a wrong date that is the way out.
  ///
  /// - Parameter clockIsRight: a list by a key that was not noted may be later; registries of version 2 noted none.
  package func nextList(
    at issued: Timestamp, by signer: KeyIdentifier, clockIsRight: Bool = false
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
      let list = try self.list()
      try database.execute(
        "UPDATE registry SET list_issued = $1, list_digest = $2", .integer(issued.seconds),
        .blob(list.digest.bytes))
      try database.execute(
        "INSERT INTO list_signers (kid, issued) VALUES ($1, $2) ON CONFLICT (kid) DO UPDATE SET issued = excluded.issued",
        .blob(signer.bytes), .integer(issued.seconds))
      return list
    }
  }

  /// Every change, oldest first, so that the last one stays.
  func list() throws(RegistryError) -> StatusList {
    guard var list = StatusList(capacity: Int(identity.capacity)) else {
      throw .damaged(detail: "its capacity")
    }
    try database.query("SELECT idx, value FROM changes ORDER BY id") { row throws(RegistryError) in
      guard let index = row.integer(0).flatMap({ UInt32(exactly: $0) }),
        list.set(try Self.status(row.integer(1)), at: index)
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
