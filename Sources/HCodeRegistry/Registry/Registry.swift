package import HCodeBase
import HCodeCore

/// What an issuer must remember between codes: the allocated indexes, their codes and the changes of their status.
///
/// It belongs to one code key. Whatever crashes when, it hands out no index twice, and each change happens completely or
/// not at all. One SQLite file serves one desk or many processes on one machine; a PostgreSQL server serves many desks.
/// One thread uses a registry.
package final class Registry {
  /// Whose codes these are.
  package let identity: RegistryIdentity
  /// The personal data that it may keep.
  package let privacy: RegistryPrivacy
  /// The block that a desk registry was made for; nil for a registry that has all indexes.
  package let lease: IndexLease?
  /// When all that identifies people was destroyed, the secrets of this registry too; nil for one in use.
  package let destroyed: Timestamp?
  let database: any SQLDatabase
  private let secrets: Secrets?

  private struct Secrets {
    let permutation: IndexPermutation
    /// The key for the hashes of subject references.
    let subjectKey: GuardedBytes
  }

  /// The order of the indexes. Throws `.destroyed`.
  var permutation: IndexPermutation {
    get throws(RegistryError) { try open().permutation }
  }

  private func open() throws(RegistryError) -> Secrets {
    guard let secrets else { throw .destroyed(at: destroyed) }
    return secrets
  }

  /// The default number of indexes: 2^20.
  package static let defaultCapacity: UInt32 = 1 << 20

  /// Makes the bytes of a new registry's file, in guarded memory: the order of the indexes is secret.
  package static func fresh(
    _ identity: RegistryIdentity, privacy: RegistryPrivacy = .least
  ) throws(RegistryError) -> GuardedBytes {
    let database = try SQLiteDatabase()
    try create(identity, privacy, in: database)
    guard let image = database.image() else { throw .inputOutput(detail: "no memory") }
    return image
  }

  /// The bytes of a desk's file over that block, which hands out from `next` on and is known by its token.
  func desk(
    over block: Range<UInt32>, next: UInt32, token: [UInt8]
  ) throws(RegistryError) -> GuardedBytes {
    let database = try SQLiteDatabase()
    let secrets = try open()
    try Self.create(
      identity, privacy, order: secrets.permutation.order, subjectKey: secrets.subjectKey,
      lease: block, next: next, in: database)
    try database.execute(
      "INSERT INTO leases (request, first, count) VALUES ($1, $2, $3)",
      .text(LeaseName.tokenBeginning + Hex.encode(token)), .integer(Int64(block.lowerBound)),
      .integer(Int64(block.count)))
    guard let image = database.image() else { throw .inputOutput(detail: "no memory") }
    return image
  }

  static func create(
    _ identity: RegistryIdentity, _ privacy: RegistryPrivacy, order: GuardedBytes? = nil,
    subjectKey: GuardedBytes? = nil, lease: Range<UInt32>? = nil, next: UInt32 = 0,
    in database: some SQLDatabase
  ) throws(RegistryError) {
    for statement in RegistrySchema.creation(type(of: database).types) {
      try database.execute(statement)
    }
    let (order, subjectKey) = (try order.orNewKey(), try subjectKey.orNewKey())
    try database.execute(
      """
      INSERT INTO registry (id, kid, issuer, uri, capacity, permutation, next, subject_key, keeps_names, retention,
        lease_first, lease_end)
      VALUES (1, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
      """,
      .blob(identity.keyIdentifier.bytes), .text(identity.issuer.description),
      .text(identity.uri.description), .integer(Int64(identity.capacity)),
      .secret(order), .integer(Int64(next)),
      .secret(subjectKey), .integer(privacy.keepsNames ? 1 : 0),
      SQLValue(privacy.retention), SQLValue(lease.map { Int64($0.lowerBound) }),
      SQLValue(lease.map { Int64($0.upperBound) }))
  }

  /// Opens a registry's file. Refuses any other file without changing it. Upgrades versions 1 and 2 to version 3, completely or
  /// not at all.
  package convenience init(path: [UInt8]) throws(RegistryError) {
    try self.init(SQLiteDatabase(path: path))
  }

  /// Opens a registry on a PostgreSQL server.
  package convenience init(at address: PostgreSQLAddress) throws(RegistryError) {
    try self.init(PostgreSQLDatabase(address))
  }

  /// Makes a registry on a PostgreSQL server, whole or not at all, and the schema if one is named. Throws `.alreadyThere` when the database, or the schema
  /// that its search path begins with, has tables of these names.
  package static func create(
    _ identity: RegistryIdentity, privacy: RegistryPrivacy = .least, at address: PostgreSQLAddress,
    inSchema schema: String? = nil
  ) throws(RegistryError) {
    try PostgreSQLDatabase(address).create(identity, privacy, inSchema: schema)
  }

  /// Writes a snapshot of a file's registry into a new file, also while codes are issued.
  package func copy(to path: [UInt8]) throws(RegistryError) { try database.copy(to: path) }

  /// Keeps everybody from changing it for as long as it is open, and changes nothing. Whoever waits for it meanwhile goes on only when the
  /// file still has its name.
  package func hold() throws(RegistryError) { try database.execute("BEGIN IMMEDIATE") }

  init(_ database: some SQLDatabase, evenMoved: Bool = false) throws(RegistryError) {
    try Self.update(database)
    if !evenMoved, let moved = try Self.moved(database) { throw .moved(to: moved.place) }
    var opened: Opened?
    try database.transaction(.reading) { () throws(RegistryError) in
      try database.query(
        """
        SELECT kid, issuer, uri, capacity, permutation, subject_key, keeps_names, retention, lease_first, lease_end,
          \(Self.destruction)
        FROM registry WHERE id = 1
        """
      ) { row in opened = Opened(row) }
    }
    guard let opened else { throw .damaged(detail: "it does not say whose codes it is of") }
    self.database = database
    identity = opened.identity
    privacy = opened.privacy
    lease = opened.lease
    secrets = opened.secrets
    destroyed = opened.destroyed
  }

  private static func update(_ database: some SQLDatabase) throws(RegistryError) {
    guard try isOld(database) else { return }
    try database.transaction(.changing) { () throws(RegistryError) in
      // Another process may have been quicker.
      guard try isOld(database) else { return }
      let version = try database.registryVersion()
      let types = type(of: database).types
      if version == RegistrySchema.version {
        for statement in RegistrySchema.fromVersion3WithoutEntries(types) {
          try database.execute(statement)
        }
        return
      }
      if version < 2 {
        for statement in RegistrySchema.fromVersion1(types) { try database.execute(statement) }
        try database.execute(
          "UPDATE registry SET subject_key = $1", .secret(try GuardedBytes?.none.orNewKey()))
      }
      for statement in RegistrySchema.fromVersion2(types) { try database.execute(statement) }
      // Which key signed the last list was not noted.
      try database.execute(
        "INSERT INTO list_signers (kid, issued) SELECT $1, list_issued FROM registry WHERE list_issued IS NOT NULL",
        .blob([]))
      try database.setRegistryVersion(RegistrySchema.version)
    }
  }

  private static func isOld(_ database: some SQLDatabase) throws(RegistryError) -> Bool {
    let version = try database.registryVersion()
    guard (1...RegistrySchema.version).contains(version) else { throw .unknownVersion(version) }
    guard version == RegistrySchema.version else { return true }
    return try !database.holds(table: "entries")
  }

  /// The one row of the table `registry`, decoded.
  private struct Opened {
    let identity: RegistryIdentity
    let privacy: RegistryPrivacy
    let lease: IndexLease?
    let secrets: Secrets?
    let destroyed: Timestamp?

    init?(_ row: any SQLRow) {
      guard let kid = row.blob(0).flatMap({ KeyIdentifier(bytes: $0) }),
        let issuer = row.text(1).flatMap(IssuerIdentifier.init),
        let uri = row.text(2).flatMap(StatusListURI.init),
        let capacity = row.integer(3).flatMap({ UInt32(exactly: $0) }),
        let identity = RegistryIdentity(
          issuer: issuer, keyIdentifier: kid, uri: uri, capacity: capacity),
        let keepsNames = row.integer(6),
        let privacy = RegistryPrivacy(keepsNames: keepsNames != 0, retention: row.integer(7))
      else { return nil }
      self.identity = identity
      self.privacy = privacy
      destroyed = Registry.destruction(row, 10)
      guard destroyed == nil else {
        (secrets, lease) = (nil, nil)
        return
      }
      guard let key = row.secret(4),
        let permutation = IndexPermutation(capacity: capacity, order: key),
        let subjectKey = row.secret(5), subjectKey.count == IndexPermutation.keyBytes
      else { return nil }
      secrets = Secrets(permutation: permutation, subjectKey: subjectKey)
      guard let first = row.integer(8), let end = row.integer(9) else {
        lease = nil
        return
      }
      guard let first = UInt32(exactly: first), let end = UInt32(exactly: end), first <= end,
        let lease = IndexLease(counters: first..<end, order: permutation)
      else { return nil }
      self.lease = lease
    }
  }

  /// The subject under this registry's key. The same person has the same hash in it and, by their codes, in no other.
  package func hash(of subject: SubjectReference) throws(RegistryError) -> SubjectHash {
    guard let hash = SubjectHash(of: subject, key: try open().subjectKey) else {
      throw .damaged(detail: "its key for subjects")
    }
    return hash
  }

  /// What is kept of a digest of rows. No subject's: those have no small letters.
  func hash(ofRows digest: String) throws(RegistryError) -> [UInt8] {
    Sodium.keyedHash(
      Array("rows \(digest)".utf8), key: try open().subjectKey, count: SubjectHash.count)
  }

  /// Whether two registries have the same order of indexes and the same key for subjects.
  func hasSameKeys(as other: Registry) throws(RegistryError) -> Bool {
    let (mine, theirs) = (try open(), try other.open())
    return Sodium.sha256(mine.subjectKey) == Sodium.sha256(theirs.subjectKey)
      && Sodium.sha256(mine.permutation.order) == Sodium.sha256(theirs.permutation.order)
  }

  /// What the registry knows of the time: its last status list, and the last change.
  package func timeEvidence() throws(RegistryError) -> TimeEvidence {
    var evidence = TimeEvidence()
    try database.query("SELECT list_issued, seen, \(Self.destruction) FROM registry") { row in
      let seen = [row.time(1), Self.destruction(row, 2)].compactMap(\.self).max()
      evidence = TimeEvidence(signed: row.time(0), seen: seen)
    }
    return evidence
  }

  /// Notes what the clock showed at a change. Of a destruction that a clock dated ahead it notes that it was no later: no change from before
  /// the destruction is made, and codes that are valid could not be revoked.
  package func note(seen: Timestamp) throws(RegistryError) {
    try database.transaction(.changing) { () throws(RegistryError) in
      _ = try database.execute("UPDATE registry SET seen = $1", .integer(seen.seconds))
      _ = try database.execute(
        "UPDATE registry SET permutation = $1 WHERE length(permutation) = 8 AND permutation > $1",
        .blob(UInt64(clamping: seen.seconds).bigEndianBytes))
    }
  }

  /// Reads counters and status totals from one snapshot.
  package func summary(at now: Timestamp) throws(RegistryError) -> RegistrySummary {
    // One transaction, so that the figures are of one moment.
    try database.transaction(.reading) { () throws(RegistryError) in
      var lastList: (issued: Timestamp, digest: [UInt8])?
      try database.query("SELECT list_issued, list_digest FROM registry") { row in
        if let issued = row.time(0), let digest = row.blob(1) { lastList = (issued, digest) }
      }
      let list = try self.list(at: now)
      var counts = list.counts
      counts[.asSigned, default: 0] -= list.count - Int(identity.capacity)
      return RegistrySummary(
        used: try next() - counters.lowerBound,
        recorded: try database.number("SELECT count(*) FROM codes"), counts: counts,
        lastList: lastList)
    }
  }

  /// The first index of the present range: 0, or behind the range that was lost.
  var firstIndex: UInt32 { secrets?.permutation.first ?? 0 }

  /// The counters that may be handed out here.
  var counters: Range<UInt32> { lease?.counters ?? firstIndex..<identity.capacity }

  /// How many indexes were given, or lie below the last one that was.
  package func given() throws(RegistryError) -> UInt32 { try next() }

  /// The counter: the first one that is not handed out. Throws `.destroyed` when that happened after this registry was opened.
  func next() throws(RegistryError) -> UInt32 {
    var (found, since): (Int64?, Timestamp?) = (nil, nil)
    try database.query("SELECT next, \(Self.destruction) FROM registry") { row in
      (found, since) = (row.integer(0), Self.destruction(row, 1))
    }
    if destroyed == nil, let since { throw .destroyed(at: since) }
    guard let next = found.flatMap({ UInt32(exactly: $0) }), next >= counters.lowerBound,
      next <= counters.upperBound
    else { throw .damaged(detail: "its counter is outside its capacity") }
    return next
  }

  /// Whether an index was handed out. The permutation can be asked backwards, so no table of them is kept. Of those that a lost
  /// registry gave nobody knows: all of them may be out.
  func isTaken(_ index: UInt32, below next: UInt32) throws(RegistryError) -> Bool {
    guard let secrets else { return try isKeptAsTaken(index) }
    if index < firstIndex { return lease == nil }
    return secrets.permutation.counter(of: index).map { counters.lowerBound..<next ~= $0 } ?? false
  }
}

extension GuardedBytes? {
  /// Reads the key, or makes one.
  fileprivate func orNewKey() throws(RegistryError) -> GuardedBytes {
    guard let key = self ?? GuardedBytes(randomCount: IndexPermutation.keyBytes) else {
      throw .inputOutput(detail: "no memory that can be locked")
    }
    return key
  }
}
