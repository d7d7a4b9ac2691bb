import HCodeBase
package import HCodeCore

extension Registry {
  /// Records a signed code, as `record(_:)` does for several.
  package func record(_ code: RegisteredCode) throws(RegistryError) { try record([code]) }

  /// Records signed codes with the entries that wait for the log, all or none. Codes and entries that are recorded already are
  /// skipped, so that a batch can be resumed. Throws `.alreadyRecorded` when an index has another code, and `.neverIssued` when it
  /// was never handed out.
  package func record(
    _ codes: [RegisteredCode], waiting entries: [SignedAct] = []
  ) throws(RegistryError) {
    try database.transaction(.insertingIfAbsent) { () throws(RegistryError) in
      try insert(codes)
      if !entries.isEmpty { try wait(entries) }
    }
  }

  /// Records signed codes, as `record(_:)` does, and notes in the same transaction the act that revokes what they replace, as
  /// `begin(_:_:in:)` does.
  package func record(
    _ codes: [RegisteredCode], replacing act: SignedAct, _ changes: CodeChanges,
    in log: ActLog?
  ) throws(RegistryError) -> Int64 {
    try database.transaction(.changing) { () throws(RegistryError) in
      try insert(codes)
      return try note(act, changes, in: log, isLogged: log != nil)
    }
  }

  /// Records signed codes, as `record(_:waiting:)` does, and makes in the same transaction the changes of the act that revokes what they
  /// replace, as `apply(_:_:)` does.
  package func record(
    _ codes: [RegisteredCode], waiting entries: [SignedAct], replacing act: SignedAct,
    _ changes: CodeChanges
  ) throws(RegistryError) {
    try database.transaction(.changing) { () throws(RegistryError) in
      try insert(codes)
      if !entries.isEmpty { try wait(entries) }
      try makeWaiting(act, changes)
    }
  }

  private func insert(_ codes: [RegisteredCode]) throws(RegistryError) {
    let next = try self.next()
    _ = try permutation
    for code in codes {
      guard try isTaken(code.index, below: next) else { throw .neverIssued(code.index) }
    }
    let added = try database.run(
      """
      INSERT INTO codes (idx, issued, expires, status, reason, officer, subject, name, forgotten)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (idx) DO NOTHING
      """, each: codes.map(values)
    ) { _, _ in }
    if added < codes.count { try compare(codes) }
    // What was destroyed while this waited for the table gets nobody new.
    _ = try self.next()
  }

  /// Throws unless each of these is the code recorded under its index.
  private func compare(_ codes: [RegisteredCode]) throws(RegistryError) {
    try database.run(
      "SELECT \(Self.codeColumns) FROM codes WHERE idx = $1",
      each: codes.map { [.integer(Int64($0.index))] }
    ) { place, row throws(RegistryError) in
      guard try Self.code(row).isOneCode(with: codes[place]) else {
        throw .alreadyRecorded(codes[place].index)
      }
    }
  }

  static let codeColumns =
    "idx, issued, expires, status, reason, officer, subject, name, forgotten"

  private func values(_ code: RegisteredCode) -> [SQLValue] {
    [
      .integer(Int64(code.index)), .integer(code.issued.seconds), .integer(code.expires.seconds),
      .integer(Int64(code.status.rawValue)),
      SQLValue(code.reason.map { Int64(clamping: $0.rawValue) }),
      SQLValue(code.officer?.description), code.subject.map { .blob($0.bytes) } ?? .null,
      SQLValue(privacy.keepsNames ? code.name : nil), SQLValue(code.forgotten?.seconds),
    ]
  }

  /// A row of `codeColumns`.
  static func code(_ row: any SQLRow) throws(RegistryError) -> RegisteredCode {
    guard let index = row.integer(0).flatMap({ UInt32(exactly: $0) }), let issued = row.time(1),
      let expires = row.time(2),
      let status = row.integer(3).flatMap({ UInt8(exactly: $0) }).flatMap(HealthStatus.init)
    else { throw .damaged(detail: "the record of a code") }
    return RegisteredCode(
      index: index, issued: issued, expires: expires, status: status,
      reason: row.integer(4).flatMap { UInt64(exactly: $0) }.flatMap(StatusReason.init),
      officer: row.text(5).flatMap { OfficerPseudonym($0) },
      subject: row.blob(6).flatMap { SubjectHash(bytes: $0) }, name: row.text(7),
      forgotten: row.time(8))
  }
}
