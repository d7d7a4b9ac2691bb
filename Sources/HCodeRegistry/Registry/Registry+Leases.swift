package import HCodeBase

extension Registry {
  /// Allocates that many indexes permanently, in the order to use them in. They are on the disk before this returns, so a
  /// crash leaves some unused and none used twice. Throws `.full`, and allocates none, when fewer are left.
  package func allocate(count: UInt32) throws(RegistryError) -> [UInt32] {
    let counters = try database.transaction(.allocating) { () throws(RegistryError) in
      try take(count)
    }
    return try Array(issuable(counters).indexes)
  }

  /// Allocates a block of that many indexes under a name. The same name gets the same block again, so a lost answer can
  /// simply be asked for again. Throws `.otherLease` when the name has a block of another size, and `.full` when fewer
  /// indexes are left.
  package func lease(
    count: UInt32, request: RequestIdentifier
  ) throws(RegistryError) -> IndexLease {
    let counters = try database.transaction(.allocating) { () throws(RegistryError) in
      if let known = try leased(to: LeaseName.asked(request)) {
        guard known.count == Int(count) else {
          throw .otherLease(request, count: UInt32(known.count))
        }
        return known
      }
      let taken = try take(count)
      try note(taken, as: LeaseName.asked(request))
      return taken
    }
    return try issuable(counters)
  }

  /// Allocates a block for rows of a batch, one index a row. The same rows get the same block again.
  ///
  /// The digest covers all that decides the rows' codes. The registry keeps it as a hash under its own key, because the
  /// digest of a single row would identify its person. Throws `.otherRows` when the block of this batch and row belongs to
  /// other rows, and `.full` when fewer indexes are left.
  package func lease(
    count: UInt32, batch: RequestIdentifier, firstRow: Int, digest: String
  ) throws(RegistryError) -> IndexLease {
    let rows = LeaseName.rows(batch, from: firstRow)
    let these = LeaseName.rows(batch, from: firstRow, try hash(ofRows: digest))
    let counters = try database.transaction(.allocating) { () throws(RegistryError) in
      if let known = try leased(to: rows) {
        guard known.count == Int(count), try leased(to: these) == known else {
          throw .otherRows(batch, row: firstRow)
        }
        return known
      }
      let taken = try take(count)
      for name in [rows, these] { try note(taken, as: name) }
      return taken
    }
    return try issuable(counters)
  }

  /// Makes the file of a desk that works offline with a lease, and counts the indexes that it has left.
  ///
  /// The file is a registry over that block, with the same order and the same key for subjects, so that `collect` can add
  /// its codes here. One block has one file: throws `.deskMade` for a second one, unless `again` says that the first never
  /// arrived. Then the new file starts after the last collected index.
  package func desk(
    with lease: IndexLease, of request: RequestIdentifier, again: Bool
  ) throws(RegistryError) -> (image: GuardedBytes, left: UInt32) {
    try database.transaction(.changing) { () throws(RegistryError) in
      let isMade = try leased(to: LeaseName.file(request)) != nil
      guard !isMade || again else { throw .deskMade(request) }
      if !isMade { try note(lease.counters, as: LeaseName.file(request)) }
    }
    let next = try firstUnknown(in: lease)
    // A file that was made before such notes were taken.
    guard next == lease.counters.lowerBound || again else { throw .deskMade(request) }
    let token = Sodium.random(count: 16)
    try database.transaction(.changing) { () throws(RegistryError) in
      try note(lease.counters, as: LeaseName.file(request, token))
    }
    return (
      try desk(over: lease.counters, next: next, token: token), lease.counters.upperBound - next
    )
  }

  /// Finds the first counter of a lease after all that have a code here.
  private func firstUnknown(in lease: IndexLease) throws(RegistryError) -> UInt32 {
    var next = lease.counters.lowerBound
    try database.transaction(.reading) { () throws(RegistryError) in
      next = lease.counters.lowerBound
      // Piece by piece, since a block may have millions.
      for first in stride(from: 0, to: lease.count, by: 4096) {
        let indexes = (first..<min(first + 4096, lease.count)).compactMap { lease[$0] }
        try database.run(
          "SELECT idx FROM codes WHERE idx = $1", each: indexes.map { [.integer(Int64($0))] }
        ) { place, _ in
          next = max(next, lease.counters.lowerBound + UInt32(first + place) + 1)
        }
      }
    }
    return next
  }

  /// Returns the indexes of counters that were handed out before, and changes nothing. Throws `.neverLeased` for others.
  package func leased(_ counters: Range<UInt32>) throws(RegistryError) -> IndexLease {
    let next = try database.transaction(.reading) { () throws(RegistryError) in try self.next() }
    guard counters.lowerBound >= self.counters.lowerBound, counters.upperBound <= next else {
      throw .neverLeased(counters)
    }
    return try issuable(counters)
  }

  /// Whether that block was leased under a name and is the desk's: its token is the one that was put into the block's file. A file
  /// that was made before there were tokens has none, and its block no other.
  func isLease(_ counters: Range<UInt32>, of desk: Registry) throws(RegistryError) -> Bool {
    let names = try names(of: counters)
    let isFile = { (name: String) in name.split(separator: " ").dropFirst().first == "file" }
    guard names.contains(where: { !$0.contains(" ") }) else { return false }
    let token = try desk.names(of: counters).first { $0.hasPrefix(LeaseName.tokenBeginning) }
      .flatMap { Hex.decode(String($0.dropFirst(LeaseName.tokenBeginning.count))) }
    guard let token else {
      return !names.contains { isFile($0) && $0.split(separator: " ").count > 2 }
    }
    let ending = LeaseName.fileEnding(token)
    return names.contains { isFile($0) && $0.hasSuffix(ending) }
  }

  /// The names under which exactly that block was noted.
  private func names(of counters: Range<UInt32>) throws(RegistryError) -> [String] {
    var names: [String] = []
    try database.transaction(.reading) { () throws(RegistryError) in
      names = []
      try database.query(
        "SELECT request FROM leases WHERE first = $1 AND count = $2",
        [.integer(Int64(counters.lowerBound)), .integer(Int64(counters.count))]
      ) { row in if let name = row.text(0) { names.append(name) } }
    }
    return names
  }

  private func issuable(_ counters: Range<UInt32>) throws(RegistryError) -> IndexLease {
    guard let lease = IndexLease(counters: counters, order: try permutation) else {
      throw .damaged(detail: "the counter is too high")
    }
    return lease
  }

  private func note(_ counters: Range<UInt32>, as name: String) throws(RegistryError) {
    try database.execute(
      "INSERT INTO leases (request, first, count) VALUES ($1, $2, $3)", .text(name),
      .integer(Int64(counters.lowerBound)), .integer(Int64(counters.count)))
  }

  private func leased(to name: String) throws(RegistryError) -> Range<UInt32>? {
    var known: Range<UInt32>?
    try database.query(
      "SELECT first, count FROM leases WHERE request = $1", [.text(name)]
    ) { row throws(RegistryError) in
      guard let first = row.integer(0).flatMap({ UInt32(exactly: $0) }),
        let count = row.integer(1).flatMap({ UInt32(exactly: $0) }),
        first <= identity.capacity, count <= identity.capacity - first
      else { throw .damaged(detail: "a lease outside its capacity") }
      known = first..<first + count
    }
    return known
  }

  /// Advances the counter. Call it inside an allocating transaction.
  private func take(_ count: UInt32) throws(RegistryError) -> Range<UInt32> {
    _ = try permutation
    let next = try self.next()
    guard count <= counters.upperBound - next else {
      throw .full(capacity: UInt32(counters.count), left: counters.upperBound - next)
    }
    guard try !waitsForList() else { throw .waitsForList }
    try database.execute("UPDATE registry SET next = $1", .integer(Int64(next + count)))
    return next..<next + count
  }
}
