extension Registry {
  /// Takes that many indexes for ever, in the order to use them in. They are taken before this returns, so a crash
  /// leaves some unused and none used twice. Throws `.full` when fewer are left, and takes none then.
  public func allocate(count: UInt32) throws(RegistryError) -> [UInt32] {
    let counters = try database.transaction(.taking) { () throws(RegistryError) in
      try take(count)
    }
    return try Array(issuable(counters).indexes)
  }

  /// Takes a block of that many indexes for whoever asks under this name. Asked again, also after a crash of either
  /// side, the same name gets the same block: what was not heard of can simply be asked for again. Throws `.otherLease`
  /// when it has one of another size, and `.full` when fewer are left.
  public func lease(
    count: UInt32, request: RequestIdentifier
  ) throws(RegistryError) -> IndexLease {
    let counters = try database.transaction(.taking) { () throws(RegistryError) in
      if let known = try leased(to: request) {
        guard known.count == Int(count) else {
          throw .otherLease(request, count: UInt32(known.count))
        }
        return known
      }
      let taken = try take(count)
      try database.execute(
        "INSERT INTO leases (request, first, count) VALUES ($1, $2, $3)",
        .text(request.description), .integer(Int64(taken.lowerBound)), .integer(Int64(count)))
      return taken
    }
    return try issuable(counters)
  }

  /// The lease that somebody has under this name; nil when there is none.
  public func lease(of request: RequestIdentifier) throws(RegistryError) -> IndexLease? {
    let counters = try database.transaction(.reading) { () throws(RegistryError) in
      try leased(to: request)
    }
    guard let counters else { return nil }
    return try issuable(counters)
  }

  /// The indexes of counters that were handed out before, for one that was told its block: it asks nobody and changes
  /// nothing. Throws `.neverLeased` when they were not.
  public func leased(_ counters: Range<UInt32>) throws(RegistryError) -> IndexLease {
    let next = try database.transaction(.reading) { () throws(RegistryError) in try self.next() }
    guard counters.lowerBound >= self.counters.lowerBound, counters.upperBound <= next else {
      throw .neverLeased(counters)
    }
    return try issuable(counters)
  }

  private func issuable(_ counters: Range<UInt32>) throws(RegistryError) -> IndexLease {
    guard let lease = IndexLease(counters: counters, order: permutation) else {
      throw .damaged(detail: "the counter is too high")
    }
    return lease
  }

  private func leased(to request: RequestIdentifier) throws(RegistryError) -> Range<UInt32>? {
    var known: Range<UInt32>?
    try database.query(
      "SELECT first, count FROM leases WHERE request = $1", [.text(request.description)]
    ) { row throws(RegistryError) in
      guard let first = row.integer(0).flatMap({ UInt32(exactly: $0) }),
        let count = row.integer(1).flatMap({ UInt32(exactly: $0) }),
        first <= identity.capacity, count <= identity.capacity - first
      else { throw .damaged(detail: "a lease outside its capacity") }
      known = first..<first + count
    }
    return known
  }

  /// Moves the counter on; inside a taking transaction.
  private func take(_ count: UInt32) throws(RegistryError) -> Range<UInt32> {
    let next = try self.next()
    guard count <= counters.upperBound - next else {
      throw .full(capacity: UInt32(counters.count), left: counters.upperBound - next)
    }
    try database.execute("UPDATE registry SET next = $1", .integer(Int64(next + count)))
    return next..<next + count
  }
}
