package import HCodeBase
package import HCodeCore

/// The end of a registry. What identifies people is destroyed, and so are the keys by which it could be found again. What revocation needs
/// stays: of each code the index, the times and the status.
extension Registry {
  /// Counts what there is to destroy at that time.
  package func records(at now: Timestamp) throws(RegistryError) -> DestroyedRecords {
    try database.transaction(.reading) { () throws(RegistryError) in try counted(at: now) }
  }

  private func counted(at now: Timestamp) throws(RegistryError) -> DestroyedRecords {
    var (count, valid): (Int64, Int64) = (0, 0)
    var last: Timestamp?
    try database.query(
      "SELECT count(*), count(CASE WHEN expires > $1 THEN 1 END), max(expires) FROM codes",
      [.integer(now.seconds)]
    ) { row in (count, valid, last) = (row.integer(0) ?? 0, row.integer(1) ?? 0, row.time(2)) }
    return DestroyedRecords(
      count: UInt64(clamping: count), valid: UInt64(clamping: valid), lastEnd: last, time: now)
  }

  /// Destroys it all at once or nothing: the keys of this registry, subjects, names, officers and reasons of codes, reasons, orders and
  /// seeds of changes, and the names of leases. The entry that says so waits here for the log, so that it is never there before.
  ///
  /// Throws `.unfinished`, `.entriesWait` and, unless `isWhileValid`, `.stillValid`; `.changedMeanwhile` when the entry is not what
  /// `records` says now. The database's files contain what was destroyed until `eraseTraces`.
  package func destroy(
    _ entry: SignedAct, at now: Timestamp, isWhileValid: Bool
  ) throws(RegistryError) {
    let order = try permutation
    try checkWhole()
    try database.transaction(.erasing) { () throws(RegistryError) in
      let next = try self.next()
      try checkFinished()
      let waiting = try waitingCount()
      guard waiting == 0 else { throw .entriesWait(waiting) }
      let records = try counted(at: now)
      guard isWhileValid || records.valid == 0 else {
        throw .stillValid(count: records.valid, until: records.lastEnd ?? now)
      }
      let act = entry.act
      guard act.kind == .destroyed, act.issuer == identity.issuer,
        act.keyIdentifier == identity.keyIdentifier, act.time == now, act.count == records.count,
        act.before == records.before
      else { throw .changedMeanwhile }
      try keepTaken(in: order, below: next)
      _ = try erase(at: now)
      try database.execute(
        "UPDATE registry SET permutation = $1, subject_key = NULL",
        .blob(UInt64(clamping: now.seconds).bigEndianBytes))
      try wait([entry])
    }
  }

  /// Destroys what changes of codes have brought since; the entry of the first time says all that there is to say. Gives how many changes.
  package func destroyAgain(at now: Timestamp) throws(RegistryError) -> Int {
    try database.transaction(.changing) { () throws(RegistryError) in
      try checkFinished()
      return try erase(at: now)
    }
  }

  private func checkFinished() throws(RegistryError) {
    var first: UInt32?
    try database.query("SELECT codes FROM acts WHERE state = 0 LIMIT 1") { row in
      first = UInt32(truncatingIfNeeded: UInt64(bigEndianBytes: (row.blob(0) ?? []).prefix(4)))
    }
    if let first { throw .unfinished(first) }
  }

  /// Whether anything here identifies people: what `destroy` erases.
  package func hasPeople() throws(RegistryError) -> Bool {
    try database.number(
      """
      SELECT (SELECT count(*) FROM codes
              WHERE subject IS NOT NULL OR name IS NOT NULL OR officer IS NOT NULL OR reason IS NOT NULL)
           + (SELECT count(*) FROM changes WHERE why <> '-' OR authority <> '-')
           + (SELECT count(*) FROM acts WHERE seed IS NOT NULL OR reason IS NOT NULL OR authority IS NOT NULL)
      """) > 0
  }

  private func erase(at now: Timestamp) throws(RegistryError) -> Int {
    try database.execute(
      """
      UPDATE codes SET subject = NULL, name = NULL, officer = NULL, reason = NULL, forgotten = coalesce(forgotten, $1)
      WHERE forgotten IS NULL OR subject IS NOT NULL OR name IS NOT NULL OR officer IS NOT NULL OR reason IS NOT NULL
      """, .integer(now.seconds))
    try database.execute(
      "UPDATE changes SET why = '-', authority = '-' WHERE why <> '-' OR authority <> '-'")
    return try database.execute(
      """
      UPDATE acts SET seed = NULL, reason = NULL, authority = NULL
      WHERE seed IS NOT NULL OR reason IS NOT NULL OR authority IS NOT NULL
      """)
  }

  // MARK: Which indexes were given

  /// Without the order nobody can tell which indexes were given. So those of which no code is recorded are noted in the place of the
  /// leases: their codes can still be revoked.
  private func keepTaken(
    in order: IndexPermutation, below next: UInt32
  ) throws(RegistryError) {
    var given = [UInt8](repeating: 0, count: Int(identity.capacity / 8) + 1)
    // Of a range that was lost nobody knows: all of it may be out.
    if lease == nil { for index in 0..<firstIndex { given[Int(index / 8)] |= 1 << (index % 8) } }
    for counter in counters.lowerBound..<next {
      guard let index = order.index(of: counter) else { continue }
      given[Int(index / 8)] |= 1 << (index % 8)
    }
    var last: Int64 = -1
    while true {
      let start = last
      try database.query(
        "SELECT idx FROM codes WHERE idx > $1 ORDER BY idx LIMIT 65536", [.integer(start)]
      ) { row throws(RegistryError) in
        guard let index = row.integer(0), (0..<Int64(identity.capacity)).contains(index) else {
          throw .damaged(detail: "a code of an index outside its capacity")
        }
        given[Int(index / 8)] &= ~(1 << UInt8(index % 8))
        last = index
      }
      if last == start { break }
    }
    try database.execute("DELETE FROM leases")
    var rows: [[SQLValue]] = []
    var run: Range<UInt32>?
    func end() {
      guard let run else { return }
      rows.append([
        .text(Self.givenName(run.lowerBound)), .integer(Int64(run.lowerBound)),
        .integer(Int64(run.count)),
      ])
    }
    for index in 0..<identity.capacity {
      let byte = given[Int(index / 8)]
      guard byte & 1 << (index % 8) != 0 else { continue }
      if let known = run, known.upperBound == index {
        run = known.lowerBound..<index + 1
      } else {
        end()
        run = index..<index + 1
      }
    }
    end()
    try database.run(
      "INSERT INTO leases (request, first, count) VALUES ($1, $2, $3)", each: rows
    ) { _, _ in }
  }

  /// The name of a run of given indexes; with leading zeros, so that their order is that of the numbers.
  private static func givenName(_ first: UInt32) -> String {
    let digits = String(first)
    return "given " + String(repeating: "0", count: 10 - digits.count) + digits
  }

  /// Whether a destroyed registry has the index in a record of a code, or as given without one.
  func isKeptAsTaken(_ index: UInt32) throws(RegistryError) -> Bool {
    let number = SQLValue.integer(Int64(index))
    guard try database.number("SELECT count(*) FROM codes WHERE idx = $1", number) == 0 else {
      return true
    }
    var isGiven = false
    try database.query(
      "SELECT first + count FROM leases WHERE request <= $1 ORDER BY request DESC LIMIT 1",
      [.text(Self.givenName(index))]
    ) { row in isGiven = row.integer(0).map { Int64(index) < $0 } ?? false }
    return isGiven
  }

  // MARK: When it was destroyed

  /// The time of the destruction, which stands in the place of the order of indexes.
  static let destruction = "CASE WHEN length(permutation) = 8 THEN permutation END"

  /// The same, as it is in the database now.
  func destroyedNow() throws(RegistryError) -> Timestamp? {
    var time: Timestamp?
    try database.query("SELECT \(Self.destruction) FROM registry") { row in
      time = Self.destruction(row, 0)
    }
    return time
  }

  static func destruction(_ row: any SQLRow, _ column: Int) -> Timestamp? {
    guard let bytes = row.blob(column), bytes.count == 8 else { return nil }
    return Timestamp(seconds: Int64(clamping: UInt64(bigEndianBytes: bytes)))
  }
}
