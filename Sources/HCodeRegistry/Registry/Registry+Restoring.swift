package import HCodeBase
package import HCodeCore

/// A registry that goes on after another one was lost, or from an old copy. Nobody knows which indexes were given meanwhile, so it goes on
/// in a range that was never given; and what the list that was published says is written here, so that no revocation is forgotten.
extension Registry {
  /// Why a code has its status, of changes that were taken from a list: nobody here knows more.
  package static let restored = "restored"

  /// Goes on in a fresh range: behind the present capacity, and behind the longest list that was ever published. Gives where it begins; nil where there is
  /// no room for one, so that no index is given at all. The registry has to be opened again.
  package func beginFreshRange(behind longest: UInt32) throws(RegistryError) -> UInt32? {
    try checkWhole()
    // After `destroy` there is nothing to go on with.
    _ = try permutation
    var first: UInt32?
    try database.transaction(.changing) { () throws(RegistryError) in
      let capacity = try database.number("SELECT capacity FROM registry")
      let end = max(Int64(longest), capacity)
      guard end <= StatusList.maximumCount / 2, let begin = UInt32(exactly: end) else {
        try database.execute("UPDATE registry SET capacity = $1, next = $1", .integer(end))
        first = nil
        return
      }
      guard let order = IndexPermutation.newOrder(from: begin) else {
        throw .inputOutput(detail: "no memory that can be locked")
      }
      try database.execute(
        "UPDATE registry SET capacity = $1, next = $2, permutation = $3, list_digest = NULL",
        .integer(2 * end), .integer(end), .secret(order))
      // Blocks of the lost range: who asks again gets one of this range.
      try database.execute("DELETE FROM leases")
      first = begin
    }
    return first
  }

  /// Whether no list has been published since the range began: gates would not know its indexes, and another restore would begin it again.
  package func waitsForList() throws(RegistryError) -> Bool {
    guard firstIndex > 0, lease == nil else { return false }
    return try database.number("SELECT count(*) FROM registry WHERE list_digest IS NULL") > 0
  }

  /// Notes that a list over the whole range lies where another restore would look.
  package func noteServed(_ list: StatusList) throws(RegistryError) {
    try database.transaction(.changing) { () throws(RegistryError) in
      _ = try database.execute(
        "UPDATE registry SET list_digest = $1 WHERE list_digest IS NULL", .blob(list.digest.bytes))
    }
  }

  /// Takes over what a list that was published says of codes, where it is worse than what is known here. A revocation holds for as long as
  /// any code is valid, anything else for 31 days from the list's time. Gives how many codes became worse, and how many are better in the
  /// list: these stay as they are here.
  package func takeOver(
    _ list: StatusList, of scope: StatusListScope, by signer: KeyIdentifier, at now: Timestamp
  ) throws(RegistryError) -> (worse: Int, kept: Int) {
    try checkWhole()
    return try database.transaction(.changing) { () throws(RegistryError) in
      // What waits for the log was not published, be it a change or a clearing.
      let present = try self.list(at: now, isPublished: true)
      var rows: [[SQLValue]] = []
      var (worse, kept) = (0, 0)
      func insert() throws(RegistryError) {
        try database.run(
          "INSERT INTO changes (idx, value, why, authority, at, until) VALUES ($1, $2, $3, $4, $5, $6)",
          each: rows
        ) { _, _ in }
        rows = []
      }
      for (place, byte) in list.bytes.enumerated()
      where byte != 0 || place < present.bytes.count && present.bytes[place] != 0 {
        for index in UInt32(place * 4)..<UInt32(place * 4 + 4) {
          let (was, known) = (list[index] ?? .asSigned, present[index] ?? .asSigned)
          if was < known { kept += 1 }
          guard was != .asSigned, index < identity.capacity else { continue }
          // What is known may end sooner, or be cleared by what waited for the log: the list's word is kept beside it.
          if was > known { worse += 1 }
          func add(_ status: CodeStatus, _ seconds: Int64) {
            rows.append([
              .integer(Int64(index)), .integer(Int64(status.rawValue)), .text(Self.restored),
              .text(identity.issuer.description), .integer(now.seconds),
              .integer(scope.issued.advanced(bySeconds: seconds).seconds),
            ])
          }
          // A list shows the gravest status alone: a red may hide a revocation, which lasts longer.
          if was > .suspended { add(.revoked, Self.longestValidity) }
          if was != .revoked { add(was, LogAct.longestRestriction) }
        }
        // A list may speak of millions.
        if rows.count >= 65_536 { try insert() }
      }
      try insert()
      // The next list is later than this one, and of no shorter log.
      try database.execute(
        """
        UPDATE registry SET list_issued = CASE WHEN list_issued > $1 THEN list_issued ELSE $1 END,
          list_log_size = CASE WHEN list_log_size > $2 THEN list_log_size ELSE $2 END
        """, .integer(scope.issued.seconds),
        .integer(Int64(clamping: scope.logSize ?? 0)))
      try database.execute(
        """
        INSERT INTO list_signers (kid, issued) VALUES ($1, $2)
        ON CONFLICT (kid) DO UPDATE SET issued = excluded.issued WHERE list_signers.issued < excluded.issued
        """, .blob(signer.bytes), .integer(scope.issued.seconds))
      return (worse, kept)
    }
  }

  /// Records a code of the lost range that somebody holds up, where its record was lost too. Its signature has been checked.
  package func bringBack(_ code: RegisteredCode) throws(RegistryError) {
    guard code.index < firstIndex, lease == nil else { return }
    let sql = "SELECT count(*) FROM codes WHERE idx = $1"
    guard try database.number(sql, .integer(Int64(code.index))) == 0 else { return }
    try record(code)
  }
}
