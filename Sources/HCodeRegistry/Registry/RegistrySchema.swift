/// The tables of a registry (docs/registry.md).
enum RegistrySchema {
  /// The version of the tables below.
  static let version: Int64 = 3

  /// Makes the tables.
  static func creation(_ types: SQLTypes) -> [String] {
    let (integer, bytes) = (types.integer, types.bytes)
    return [
      """
      CREATE TABLE registry (
        id \(integer) PRIMARY KEY CHECK (id = 1), kid \(bytes) NOT NULL, issuer TEXT NOT NULL, uri TEXT NOT NULL,
        capacity \(integer) NOT NULL, permutation \(bytes) NOT NULL,
        next \(integer) NOT NULL CHECK (next BETWEEN 0 AND capacity),
        list_issued \(integer), list_digest \(bytes), list_log_size \(integer),
        subject_key \(bytes), keeps_names \(integer) NOT NULL DEFAULT 0, retention \(integer),
        lease_first \(integer), lease_end \(integer), seen \(integer),
        log_moved \(integer) NOT NULL DEFAULT 0)\(types.suffix)
      """,
      """
      CREATE TABLE codes (
        idx \(integer) PRIMARY KEY, issued \(integer) NOT NULL, expires \(integer) NOT NULL, status \(integer) NOT NULL,
        reason \(integer), officer TEXT, subject \(bytes), name TEXT, forgotten \(integer))\(types.suffix)
      """,
      """
      CREATE TABLE changes (
        id \(types.serial), idx \(integer) NOT NULL, value \(integer) NOT NULL CHECK (value BETWEEN 0 AND 3),
        why TEXT NOT NULL, authority TEXT NOT NULL, at \(integer) NOT NULL, act \(integer),
        until \(integer) NOT NULL DEFAULT 0, ended \(integer))\(types.suffix)
      """,
      "CREATE INDEX changes_of_code ON changes (idx, id)",
      leases(types), codesByTime, codesBySubject, acts(types), actsUnfinished, listSigners(types),
      entries(types), waitingEntries,
    ]
  }

  /// Brings the tables of version 1, which only SQLite had, to version 2. Their rows do not change.
  static func fromVersion1(_ types: SQLTypes) -> [String] {
    [
      "ALTER TABLE registry ADD COLUMN subject_key BLOB",
      "ALTER TABLE registry ADD COLUMN keeps_names INTEGER NOT NULL DEFAULT 0",
      "ALTER TABLE registry ADD COLUMN retention INTEGER",
      "ALTER TABLE registry ADD COLUMN lease_first INTEGER",
      "ALTER TABLE registry ADD COLUMN lease_end INTEGER",
      "ALTER TABLE codes ADD COLUMN reason INTEGER",
      "ALTER TABLE codes ADD COLUMN officer TEXT",
      "ALTER TABLE codes ADD COLUMN subject BLOB",
      "ALTER TABLE codes ADD COLUMN name TEXT",
      "ALTER TABLE codes ADD COLUMN forgotten INTEGER",
      leases(types), codesByTime, codesBySubject,
    ]
  }

  /// Brings the tables of version 2 to version 3. Of the changes of a code the last one stays in force: a revocation for as long as
  /// any code is valid, a suspension and a raise to red for 31 days. None of them has an act.
  static func fromVersion2(_ types: SQLTypes) -> [String] {
    [
      "ALTER TABLE registry ADD COLUMN list_log_size \(types.integer)",
      "ALTER TABLE registry ADD COLUMN seen \(types.integer)",
      "ALTER TABLE changes ADD COLUMN act \(types.integer)",
      "ALTER TABLE changes ADD COLUMN until \(types.integer) NOT NULL DEFAULT 0",
      "ALTER TABLE changes ADD COLUMN ended \(types.integer)",
      "UPDATE changes SET until = at + 86400 * CASE value WHEN 1 THEN 366 ELSE 31 END WHERE value <> 0",
      "UPDATE changes SET ended = 0 WHERE id NOT IN (SELECT max(id) FROM changes GROUP BY idx)",
      acts(types), actsUnfinished, listSigners(types),
    ] + waiting(types)
  }

  /// What a registry of version 3 lacks that was made before entries could wait; no release made one.
  static func fromVersion3WithoutEntries(_ types: SQLTypes) -> [String] {
    ["ALTER TABLE acts ADD COLUMN log TEXT", actsUnfinished] + waiting(types)
  }

  private static func waiting(_ types: SQLTypes) -> [String] {
    [
      "ALTER TABLE registry ADD COLUMN log_moved \(types.integer) NOT NULL DEFAULT 0",
      entries(types), waitingEntries,
    ]
  }

  /// Entries for the log, written in one transaction with their code or change. `entry` is null once the log has it, and `log_index`
  /// until then.
  private static func entries(_ types: SQLTypes) -> String {
    """
    CREATE TABLE entries (
      id \(types.serial), commitment \(types.bytes) NOT NULL UNIQUE, entry \(types.bytes), act \(types.integer),
      log_index \(types.integer))\(types.suffix)
    """
  }

  private static let waitingEntries =
    "CREATE INDEX waiting_entries ON entries (id) WHERE log_index IS NULL"

  /// Acts that change codes. `state` is 0 until the changes are made, then 1; `count` is how many codes. `log` is the key of the log
  /// and `log_index` the number of the entry there: with state 0 the lowest that it can have.
  private static func acts(_ types: SQLTypes) -> String {
    """
    CREATE TABLE acts (
      id \(types.serial), entry \(types.bytes) NOT NULL, seed \(types.bytes), reason \(types.integer),
      authority TEXT, codes \(types.bytes) NOT NULL, until \(types.integer), count \(types.integer) NOT NULL,
      log TEXT, log_index \(types.integer), state \(types.integer) NOT NULL)\(types.suffix)
    """
  }

  private static let actsUnfinished = "CREATE INDEX acts_unfinished ON acts (id) WHERE state = 0"

  /// The time of the last list that each key signed. The id of a key is empty where it is not known.
  private static func listSigners(_ types: SQLTypes) -> String {
    "CREATE TABLE list_signers (kid \(types.bytes) PRIMARY KEY, issued \(types.integer) NOT NULL)\(types.suffix)"
  }

  private static func leases(_ types: SQLTypes) -> String {
    """
    CREATE TABLE leases (
      request TEXT PRIMARY KEY, first \(types.integer) NOT NULL, count \(types.integer) NOT NULL)\(types.suffix)
    """
  }

  private static let codesByTime = "CREATE INDEX codes_by_time ON codes (issued, idx)"
  private static let codesBySubject =
    "CREATE INDEX codes_by_subject ON codes (subject) WHERE subject IS NOT NULL"
}
