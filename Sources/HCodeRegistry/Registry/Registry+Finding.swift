package import HCodeBase
import HCodeCore

extension Registry {
  /// The most codes that `codes(_:after:)` returns at once.
  package static let page = 1000

  /// Returns the next codes that match the filter, by time of issue and then by index: at most `page`, after the given one.
  /// Page by page each code comes once, even while others issue. An empty page is the end.
  package func codes(
    _ filter: CodeFilter, after last: RegisteredCode? = nil
  ) throws(RegistryError) -> [FoundCode] {
    try database.transaction(.reading) { () throws(RegistryError) in
      var (conditions, values) = Self.conditions(filter)
      if let last {
        conditions.append("(issued, idx) > ($\(values.count + 1), $\(values.count + 2))")
        values += [.integer(last.issued.seconds), .integer(Int64(last.index))]
      }
      var found: [FoundCode] = []
      try database.query(
        """
        SELECT \(Self.codeColumns),
          (SELECT value FROM changes WHERE changes.idx = codes.idx ORDER BY changes.id DESC LIMIT 1)
        FROM codes WHERE \(conditions.joined(separator: " AND ")) ORDER BY issued, idx LIMIT \(Self.page)
        """, values
      ) { row throws(RegistryError) in
        found.append(
          FoundCode(
            code: try Self.code(row),
            status: try row.integer(9).map { value throws(RegistryError) in
              try Self.status(value)
            } ?? .asSigned))
      }
      return found
    }
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

  /// Removes forgotten data from the database's files too. Throws `.busy` while another process reads it.
  package func eraseTraces() throws(RegistryError) { try database.purgeErasedData() }

  /// Records what a desk issued from its lease. It may be called again for the same desk. Which block is the desk's is read here, by
  /// the token in its file, and not believed of the desk. Throws `.foreignDesk` for a desk of another registry or another desk's
  /// block, `.outsideLease` for a code beyond the block, and `.alreadyRecorded` when two desks used one lease. Returns how many
  /// codes the desk has; when it throws one of these, nothing was recorded.
  package func collect(from desk: Registry) throws(RegistryError) -> Int {
    guard desk.identity == identity, let lease = desk.lease, desk.hasSameKeys(as: self) else {
      throw .foreignDesk
    }
    _ = try leased(lease.counters)
    guard try isLease(lease.counters, of: desk) else { throw .foreignDesk }
    try desk.forEachPage { codes throws(RegistryError) in
      for code in codes {
        guard let counter = permutation.counter(of: code.index), lease.counters ~= counter else {
          throw .outsideLease(code.index)
        }
      }
    }
    var count = 0
    try desk.forEachPage { codes throws(RegistryError) in
      try record(codes)
      count += codes.count
    }
    return count
  }

  private func forEachPage(
    _ body: ([RegisteredCode]) throws(RegistryError) -> Void
  ) throws(RegistryError) {
    var last: RegisteredCode?
    while true {
      let codes = try codes(CodeFilter(), after: last).map(\.code)
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
