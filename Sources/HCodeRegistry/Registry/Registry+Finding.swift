package import HCodeBase
import HCodeCore

extension Registry {
  /// The most codes that `codes(_:after:)` returns at once.
  package static let page = 1000

  /// Returns the next codes that match the filter, by time of issue and then by index, with what they are at that time: at most `page`,
  /// after the given one. Page by page each code comes once, even while others issue. An empty page is the end.
  package func codes(
    _ filter: CodeFilter, after last: RegisteredCode? = nil, at now: Timestamp
  ) throws(RegistryError) -> [FoundCode] {
    try database.transaction(.reading) { () throws(RegistryError) in
      let codes = try matching(filter, after: last)
      var statuses = codes.map { _ in CodeStatus.asSigned }
      try database.run(
        "SELECT c.value FROM changes c WHERE c.idx = $1 AND \(Self.inForce(at: 2))",
        each: codes.map { [.integer(Int64($0.index)), .integer(now.seconds)] }
      ) { place, row throws(RegistryError) in
        statuses[place] = max(statuses[place], try Self.status(row.integer(0)))
      }
      return zip(codes, statuses).map { FoundCode(code: $0, status: $1) }
    }
  }

  private func matching(
    _ filter: CodeFilter, after last: RegisteredCode?
  ) throws(RegistryError) -> [RegisteredCode] {
    var (conditions, values) = Self.conditions(filter)
    if let last {
      conditions.append("(issued, idx) > ($\(values.count + 1), $\(values.count + 2))")
      values += [.integer(last.issued.seconds), .integer(Int64(last.index))]
    }
    var found: [RegisteredCode] = []
    try database.query(
      """
      SELECT \(Self.codeColumns) FROM codes WHERE \(conditions.joined(separator: " AND "))
      ORDER BY issued, idx LIMIT \(Self.page)
      """, values
    ) { row throws(RegistryError) in found.append(try Self.code(row)) }
    return found
  }

  /// Removes from the records of codes what identifies people: the hash of the subject and the name.
  ///
  /// Index, times, status and officer remain, so that revocations hold and no index is used again. Returns how many records
  /// changed. The database's files contain the removed data until `eraseTraces`.
  package func forget(_ filters: [CodeFilter], at now: Timestamp) throws(RegistryError) -> Int {
    try database.transaction(.changing) { () throws(RegistryError) in
      var count = 0
      for filter in filters {
        var (conditions, values) = Self.conditions(filter, first: 2)
        conditions.append("forgotten IS NULL")
        values.insert(.integer(now.seconds), at: 0)
        count += try database.run(
          """
          UPDATE codes SET subject = NULL, name = NULL, forgotten = $1
          WHERE \(conditions.joined(separator: " AND "))
          """, each: [values]
        ) { _, _ in }
      }
      return count
    }
  }

  /// Forgets all codes that expired more than `retention` seconds ago, and who issued them. Returns how many records
  /// changed.
  package func purge(at now: Timestamp, retention: Int64) throws(RegistryError) -> Int {
    try database.transaction(.changing) { () throws(RegistryError) in
      try database.execute(
        """
        UPDATE codes SET forgotten = coalesce(forgotten, $1), subject = NULL, name = NULL, officer = NULL
        WHERE expires <= $2 AND (forgotten IS NULL OR officer IS NOT NULL)
        """, .integer(now.seconds), .integer(now.seconds - max(0, retention)))
    }
  }

  /// Erases the seeds, reasons and orders of acts on few codes that ended more than `retention` seconds ago: their entries then belong to
  /// nobody. Returns how many.
  package func purgeActs(at now: Timestamp, retention: Int64) throws(RegistryError) -> Int {
    try database.transaction(.changing) { () throws(RegistryError) in
      let ended = """
        seed IS NOT NULL AND state = 1 AND count <= \(LogAct.mostWithoutGrounds) AND coalesce(until, 0) <= $1
        AND NOT EXISTS (SELECT 1 FROM changes c WHERE c.act = acts.id AND c.at > $2)
        """
      let bound = SQLValue.integer(now.seconds - max(0, retention))
      try database.execute(
        """
        UPDATE changes SET why = '-', authority = '-' WHERE act IN (SELECT id FROM acts WHERE \(ended))
        """, bound, bound)
      return try database.execute(
        "UPDATE acts SET seed = NULL, reason = NULL, authority = NULL WHERE \(ended)", bound, bound)
    }
  }

  /// Removes forgotten data from the database's files too. Throws `.busy` while another process reads it.
  package func eraseTraces(isRewritten: Bool = false) throws(RegistryError) {
    try database.purgeErasedData(isRewritten: isRewritten)
  }

  /// Records what a desk issued from its lease. It may be called again for the same desk. Which block is the desk's is read here, by
  /// the token in its file, and not believed of the desk. Throws `.foreignDesk` for a desk of another registry or another desk's
  /// block, `.outsideLease` for a code beyond the block, and `.alreadyRecorded` when two desks used one lease. Returns how many
  /// codes the desk has; when it throws one of these, nothing was recorded.
  package func collect(from desk: Registry) throws(RegistryError) -> Int {
    let order = try permutation
    guard desk.identity == identity, let lease = desk.lease, try desk.hasSameKeys(as: self) else {
      throw .foreignDesk
    }
    _ = try leased(lease.counters)
    guard try isLease(lease.counters, of: desk) else { throw .foreignDesk }
    try desk.forEachPage { codes throws(RegistryError) in
      for code in codes {
        guard let counter = order.counter(of: code.index), lease.counters ~= counter else {
          throw .outsideLease(code.index)
        }
      }
    }
    var count = 0
    try desk.forEachPage { codes throws(RegistryError) in
      try record(codes)
      count += codes.count
    }
    // The entries that wait there come home, those that an earlier collection brought as well: they are skipped.
    let entries = try desk.waiting(limit: Int(Int32.max)).map(\.entry)
    try database.transaction(.insertingIfAbsent) { () throws(RegistryError) in try wait(entries) }
    return count
  }

  private func forEachPage(
    _ body: ([RegisteredCode]) throws(RegistryError) -> Void
  ) throws(RegistryError) {
    var last: RegisteredCode?
    while true {
      let start = last
      let codes = try database.transaction(.reading) { () throws(RegistryError) in
        try matching(CodeFilter(), after: start)
      }
      guard let end = codes.last else { return }
      try body(codes)
      last = end
    }
  }

  private static func conditions(_ filter: CodeFilter, first: Int = 1) -> ([String], [SQLValue]) {
    var conditions = ["1 = 1"]
    var values: [SQLValue] = []
    func add(_ condition: String, _ value: SQLValue?) {
      guard let value else { return }
      conditions.append("\(condition) $\(values.count + first)")
      values.append(value)
    }
    add("subject =", filter.subject.map { .blob($0.bytes) })
    add("idx =", filter.index.map { .integer(Int64($0)) })
    add("officer =", filter.officer.map { .text($0.description) })
    add("issued >=", filter.since.map { .integer($0.seconds) })
    add("issued <", filter.before.map { .integer($0.seconds) })
    return (conditions, values)
  }
}
