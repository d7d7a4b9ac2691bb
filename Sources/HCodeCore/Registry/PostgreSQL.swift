internal import CPostgreSQL
internal import Glibc

/// A database on a PostgreSQL server, used by one thread: the only place that calls libpq, which is loaded when the first of
/// them is opened.
///
/// A connection that is lost is made again, and the transaction that it was lost in done again, for as long as `patience`: also
/// when it was lost between a COMMIT and its answer. What must not be done again leaves a token in the table `settled`, and
/// looks for it first. (The server could be asked by the transaction's number, `pg_xact_status`; but a number that was not
/// yet on the disk in a crash is given again, and then the answer is about somebody else.)
final class PostgreSQLDatabase: SQLDatabase {
  static let types = SQLTypes(
    integer: "BIGINT", bytes: "BYTEA",
    serial: "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY", suffix: "")

  /// Whether libpq could be loaded; the first who asks loads it.
  private static let isThere = hcode_postgresql_open() != 0

  private let address: PostgreSQLAddress
  private var connection: PostgreSQLConnection?

  /// How long a lost server is waited for, in milliseconds.
  private static let patience: Int64 = 30_000

  /// Connects. Throws at once when that fails: nothing has happened yet that would be worth waiting for.
  init(_ address: PostgreSQLAddress) throws(RegistryError) {
    guard Self.isThere else {
      throw .noPostgreSQLLibrary(String(cString: hcode_postgresql_library))
    }
    self.address = address
    connection = try PostgreSQLConnection(address)
  }

  /// What is in the database, or in the first schema of its search path.
  func registryVersion() throws(RegistryError) -> Int64 {
    guard try holds(table: "hcode_registry") else {
      throw .notARegistry(detail: "the database has no table hcode_registry")
    }
    return try number("SELECT version FROM hcode_registry")
  }

  /// Makes the tables of a new registry, or throws `.alreadyThere`.
  func create(_ identity: RegistryIdentity, _ privacy: RegistryPrivacy) throws(RegistryError) {
    try transaction(.adding) { () throws(RegistryError) in
      for table in ["hcode_registry", "registry", "codes", "changes", "leases", "settled"] {
        guard try !holds(table: table) else { throw .alreadyThere(table: table) }
      }
      try execute("CREATE TABLE hcode_registry (version BIGINT NOT NULL)")
      try execute("INSERT INTO hcode_registry VALUES ($1)", .integer(RegistrySchema.version))
      try execute("CREATE TABLE settled (token BYTEA PRIMARY KEY, at TIMESTAMPTZ NOT NULL)")
      try Registry.create(identity, privacy, in: self)
    }
  }

  private func holds(table: String) throws(RegistryError) -> Bool {
    try number("SELECT count(*) FROM pg_catalog.pg_class WHERE oid = to_regclass($1)", .text(table))
      > 0
  }

  func run(
    _ sql: String, each values: [[SQLValue]],
    _ answer: (Int, any SQLRow) throws(RegistryError) -> Void
  ) throws(RegistryError) -> Int {
    let connection = try connected()
    return try values.count == 1
      ? connection.run(sql, values[0], answer) : connection.run(sql, each: values, answer)
  }

  /// Rows that were updated or deleted stand in the table until they are vacuumed. Only the owner of the table may.
  func sweep() throws(RegistryError) { try execute("VACUUM codes") }

  // MARK: Transactions

  func transaction<Result>(
    _ kind: SQLTransaction, _ body: () throws(RegistryError) -> Result
  ) throws(RegistryError) -> Result {
    let deadline = Self.milliseconds() + Self.patience
    let token = Sodium.random(count: 16)
    // The answer of an attempt whose COMMIT was not answered.
    var unheard: Result?
    var pause: Int64 = 50
    while true {
      do {
        try begin(kind)
        if kind == .changing, let unheard, try isSettled(token) {
          abandon()
          return unheard
        }
        let result = try body()
        if kind == .changing { try settle(token) }
        let connection = try connected()
        unheard = kind == .reading ? nil : result
        try connection.commit()
        return result
      } catch {
        abandon()
        guard error.isPassing else { throw error }
        if case .collision = error { unheard = nil }
        guard Self.milliseconds() + pause < deadline else {
          throw unheard == nil ? error : .unknownOutcome
        }
      }
      usleep(UInt32(pause * 1000))
      pause = min(pause * 2, 1000)
    }
  }

  private func begin(_ kind: SQLTransaction) throws(RegistryError) {
    guard kind != .reading else {
      try execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
      return
    }
    try execute("BEGIN ISOLATION LEVEL READ COMMITTED")
    guard kind != .adding else { return }
    // Whoever else decides waits here, also for an attempt of our own that the server has not ended yet.
    try execute("SELECT id FROM registry FOR UPDATE")
  }

  private func isSettled(_ token: [UInt8]) throws(RegistryError) -> Bool {
    try number("SELECT count(*) FROM settled WHERE token = $1", .blob(token)) > 0
  }

  private func settle(_ token: [UInt8]) throws(RegistryError) {
    try execute("DELETE FROM settled WHERE at < now() - interval '1 day'")
    try execute("INSERT INTO settled (token, at) VALUES ($1, now())", .blob(token))
  }

  private func abandon() {
    // Whatever is wrong with the connection: without it there is no transaction either.
    guard let open = connection else { return }
    do { try open.rollBack() } catch { connection = nil }
  }

  private func connected() throws(RegistryError) -> PostgreSQLConnection {
    if let connection, connection.isOpen { return connection }
    connection = nil
    let fresh = try PostgreSQLConnection(address)
    connection = fresh
    return fresh
  }

  static func milliseconds() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }
}

extension RegistryError {
  /// Whether it may be gone at the next attempt, and the attempt did nothing.
  fileprivate var isPassing: Bool {
    switch self {
    case .unreachable, .collision: true
    default: false
    }
  }
}

/// One connection.
private final class PostgreSQLConnection {
  private let handle: OpaquePointer

  /// How long an answer is waited for, in milliseconds: longer than the server itself lets a statement run.
  private static let patience: Int64 = 75_000
  /// How long a connection is waited for, in seconds, unless connect_timeout says otherwise.
  private static let connectTimeout: Int64 = 10
  /// How many statements are under way at once.
  private static let pipeline = 256
  /// Older ones get no security fixes any more.
  private static let oldestServer: Int32 = 130_000

  /// What holds for each session. A desk that stops in the middle must not keep the others waiting, and a server that
  /// is set to forget the last commits in a power cut is told not to with these.
  private static let settings = """
    SELECT set_config('statement_timeout', '60s', false), set_config('lock_timeout', '30s', false),
      set_config('idle_in_transaction_session_timeout', '60s', false),
      set_config('synchronous_commit', CASE current_setting('synchronous_commit') WHEN 'off' THEN 'on'
        ELSE current_setting('synchronous_commit') END, false)
    """

  init(_ address: PostgreSQLAddress) throws(RegistryError) {
    let given = try Self.given(in: address)
    var parameters: [(String, String)] = []
    // What is later in the list counts, so the URI overrides all of this; the variables of the environment and a
    // service file would not, so where they may speak nothing is said here.
    func add(_ name: String, _ value: String, unless variable: String?) {
      let isSaid =
        given[name] != nil || given["service"] != nil
        || [variable, "PGSERVICE"].contains { $0.map { getenv($0) != nil } ?? false }
      if !isSaid { parameters.append((name, value)) }
    }
    add("sslmode", "verify-full", unless: "PGSSLMODE")
    add("tcp_user_timeout", "30000", unless: nil)
    add("keepalives_idle", "10", unless: nil)
    add("keepalives_interval", "5", unless: nil)
    add("keepalives_count", "4", unless: nil)
    parameters += [
      ("fallback_application_name", "hcode"), ("client_encoding", "UTF8"),
      ("dbname", address.description),
    ]
    guard let handle = Self.start(parameters) else { throw .inputOutput(detail: "no memory") }
    self.handle = handle
    hcode_postgresql_be_quiet(handle)
    let seconds =
      (given["connect_timeout"] ?? getenv("PGCONNECT_TIMEOUT").map { String(cString: $0) })
      .flatMap { Int64($0) } ?? Self.connectTimeout
    try finishConnecting(within: min(max(seconds, 2), 600) * 1000)
    guard PQstatus(handle) == CONNECTION_OK else {
      let detail = Self.line(PQerrorMessage(handle))
      // libpq hands over no SQLSTATE here. Where a server speaks another language it is told as unreachable.
      let isRefused =
        PQconnectionNeedsPassword(handle) != 0
        || ["authentication failed", "pg_hba.conf"].contains { detail.contains($0) }
      throw isRefused ? .notPermitted(detail: detail) : .unreachable(detail: detail)
    }
    guard PQserverVersion(handle) >= Self.oldestServer else {
      throw .inputOutput(detail: "the server is older than PostgreSQL 13")
    }
    guard PQsetnonblocking(handle, 1) == 0 else { throw lost() }
    _ = try run(Self.settings, []) { _, _ in }
  }

  deinit { PQfinish(handle) }

  var isOpen: Bool { PQstatus(handle) == CONNECTION_OK }

  /// Not libpq's own loop: that would print what a server says which is just shutting down.
  private func finishConnecting(within patience: Int64) throws(RegistryError) {
    let deadline = PostgreSQLDatabase.milliseconds() + patience
    guard PQstatus(handle) != CONNECTION_BAD else { return }
    var state = PGRES_POLLING_WRITING
    while state == PGRES_POLLING_WRITING || state == PGRES_POLLING_READING {
      guard try wait(for: state == PGRES_POLLING_READING ? POLLIN : POLLOUT, until: deadline) != 0
      else { throw .unreachable(detail: "no connection within \(patience / 1000) seconds") }
      state = PQconnectPoll(handle)
    }
  }

  /// Waits for the socket; 0 when the time is over.
  private func wait(for events: Int32, until deadline: Int64) throws(RegistryError) -> Int32 {
    while true {
      let left = deadline - PostgreSQLDatabase.milliseconds()
      guard left > 0 else { return 0 }
      var waiting = pollfd(fd: PQsocket(handle), events: Int16(events), revents: 0)
      let ready = poll(&waiting, 1, Int32(clamping: left))
      if ready > 0 { return Int32(waiting.revents) }
      guard ready == 0 || errno == EINTR else { throw .inputOutput(detail: "poll failed") }
    }
  }

  private static func start(_ parameters: [(String, String)]) -> OpaquePointer? {
    let names = parameters.map { strdup($0.0) }
    let values = parameters.map { strdup($0.1) }
    defer { for text in names + values { free(text) } }
    return (names.map { UnsafePointer($0) } + [nil]).withUnsafeBufferPointer { names in
      (values.map { UnsafePointer($0) } + [nil]).withUnsafeBufferPointer { values in
        PQconnectStartParams(names.baseAddress, values.baseAddress, 1)
      }
    }
  }

  /// The parameters that the URI gives, found by libpq itself.
  private static func given(in address: PostgreSQLAddress) throws(RegistryError)
    -> [String: String]
  {
    var message: UnsafeMutablePointer<CChar>?
    guard let options = PQconninfoParse(address.description, &message) else {
      defer { PQfreemem(message) }
      throw .badAddress(detail: line(message))
    }
    defer { PQconninfoFree(options) }
    var given: [String: String] = [:]
    var option = options
    while let name = option.pointee.keyword {
      if let value = option.pointee.val { given[String(cString: name)] = String(cString: value) }
      option += 1
    }
    guard given["password"] == nil, given["sslpassword"] == nil else {
      throw .badAddress(detail: "it holds a password")
    }
    return given
  }

  // MARK: Statements

  /// One statement; its rows come as the server sends them, whatever their number.
  func run(
    _ sql: String, _ values: [SQLValue],
    _ answer: (Int, any SQLRow) throws(RegistryError) -> Void
  ) throws(RegistryError) -> Int {
    let parameters = PostgreSQLParameters(values)
    let isSent = parameters.withPointers { values, lengths, formats in
      PQsendQueryParams(handle, sql, parameters.count, nil, values, lengths, formats, 1)
    }
    guard isSent == 1, PQsetSingleRowMode(handle) == 1 else { throw lost() }
    var answers = Answers()
    while let result = try nextResult() { take(result, of: 0, answer, &answers) }
    return try answers.changed(or: isOpen)
  }

  /// One statement with many values, some hundred under way at once: a round trip for each would take a hundred times as
  /// long as the work.
  func run(
    _ sql: String, each values: [[SQLValue]],
    _ answer: (Int, any SQLRow) throws(RegistryError) -> Void
  ) throws(RegistryError) -> Int {
    var answers = Answers()
    for start in stride(from: 0, to: values.count, by: Self.pipeline) {
      let part = values[start..<min(start + Self.pipeline, values.count)]
      guard PQenterPipelineMode(handle) == 1, PQsendPrepare(handle, "", sql, 0, nil) == 1 else {
        throw lost()
      }
      for values in part {
        let parameters = PostgreSQLParameters(values)
        let isSent = parameters.withPointers { values, lengths, formats in
          PQsendQueryPrepared(handle, "", parameters.count, values, lengths, formats, 1)
        }
        guard isSent == 1 else { throw lost() }
      }
      guard PQpipelineSync(handle) == 1 else { throw lost() }
      // An end for the preparation, one for each statement; the synchronisation comes last and has none.
      var place = start - 1
      while place < start + part.count {
        guard let result = try nextResult() else {
          guard isOpen else { throw lost() }
          place += 1
          continue
        }
        take(result, of: place, answer, &answers)
      }
      while let result = try nextResult() {
        let isEnd = PQresultStatus(result) == PGRES_PIPELINE_SYNC
        PQclear(result)
        if isEnd { break }
      }
      guard PQexitPipelineMode(handle) == 1 else { throw lost() }
      _ = try answers.changed(or: isOpen)
    }
    return try answers.changed(or: isOpen)
  }

  /// Ends the transaction. Throws `.unreachable` when the answer did not come, and then nobody here knows.
  func commit() throws(RegistryError) {
    guard
      PQsendQueryParams(handle, "COMMIT", 0, nil, nil, nil, nil, 1) == 1
    else { throw lost() }
    var isCommitted = false
    var refusal: RegistryError?
    while let result = try nextResult() {
      if PQresultStatus(result) == PGRES_COMMAND_OK {
        isCommitted = String(cString: PQcmdStatus(result)) == "COMMIT"
      } else {
        refusal = fault(result)
      }
      PQclear(result)
    }
    if let refusal { throw refusal }
    guard isOpen else { throw lost() }
    guard isCommitted else { throw .inputOutput(detail: "the server rolled back instead") }
  }

  func rollBack() throws(RegistryError) { _ = try run("ROLLBACK", []) { _, _ in } }

  /// What came back so far. After a fault the rest is passed over, so that the connection can be used again.
  private struct Answers {
    var changed = 0
    var fault: RegistryError?

    func changed(or isOpen: Bool) throws(RegistryError) -> Int {
      if let fault { throw fault }
      guard isOpen else { throw .unreachable(detail: "the connection was lost") }
      return changed
    }
  }

  private func take(
    _ result: OpaquePointer, of place: Int,
    _ answer: (Int, any SQLRow) throws(RegistryError) -> Void, _ answers: inout Answers
  ) {
    defer { PQclear(result) }
    guard answers.fault == nil else { return }
    switch PQresultStatus(result) {
    case PGRES_COMMAND_OK:
      answers.changed += Int(String(cString: PQcmdTuples(result))) ?? 0
    case PGRES_TUPLES_OK, PGRES_SINGLE_TUPLE:
      for row in 0..<PQntuples(result) {
        do {
          try answer(place, PostgreSQLRow(result: result, row: row))
        } catch {
          answers.fault = error
          return
        }
      }
    default: answers.fault = fault(result)
    }
  }

  /// The next result; nil at the end of a statement's. Waits no longer than `patience`.
  private func nextResult() throws(RegistryError) -> OpaquePointer? {
    let deadline = PostgreSQLDatabase.milliseconds() + Self.patience
    while true {
      let unsent = PQflush(handle)
      guard unsent >= 0 else { break }
      if unsent == 0, PQisBusy(handle) == 0 { break }
      let ready = try wait(for: unsent > 0 ? POLLIN | POLLOUT : POLLIN, until: deadline)
      guard ready != 0 else { throw .unreachable(detail: "the server does not answer") }
      if ready != POLLOUT, PQconsumeInput(handle) == 0 { break }
    }
    return PQgetResult(handle)
  }

  // MARK: Faults

  private func lost() -> RegistryError { .unreachable(detail: Self.line(PQerrorMessage(handle))) }

  /// What an error of the server means here, by its SQLSTATE (PostgreSQL manual, appendix A).
  private func fault(_ result: OpaquePointer) -> RegistryError {
    let state = PQresultErrorField(result, Int32(UInt8(ascii: "C"))).map { String(cString: $0) }
    let detail = Self.line(PQresultErrorField(result, Int32(UInt8(ascii: "M"))))
    guard isOpen, let state else { return .unreachable(detail: detail) }
    switch state {
    case "40001", "40P01": return .collision(detail: detail)
    case "55P03", "57014": return .busy
    case "53100": return .noSpace
    case "42501", "25006": return .notPermitted(detail: detail)
    case "42P01": return .notARegistry(detail: detail)
    default: break
    }
    switch state.prefix(2) {
    // Shutdown, crash, restart; too many connections.
    case "57", "08", "53": return .unreachable(detail: detail)
    case "28": return .notPermitted(detail: detail)
    case "22", "23", "42", "XX": return .damaged(detail: detail)
    default: return .inputOutput(detail: detail)
    }
  }

  /// libpq's words on one line.
  private static func line(_ text: UnsafePointer<CChar>?) -> String {
    guard let text else { return "no reason was given" }
    guard text.pointee != 0 else { return "the connection was lost" }
    let lines = String(cString: text).split(whereSeparator: \.isNewline).map {
      $0.drop { $0 == " " || $0 == "\t" }
    }
    return lines.joined(separator: "; ")
  }
}

/// Values as libpq takes them: numbers and bytes in binary, texts as they are.
private struct PostgreSQLParameters {
  private let values: [SQLValue]
  var count: Int32 { Int32(clamping: values.count) }

  init(_ values: [SQLValue]) { self.values = values }

  func withPointers<Result>(
    _ body: (
      UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?
    ) -> Result
  ) -> Result {
    var bytes: [UInt8] = []
    var places: [Int?] = []
    var lengths: [Int32] = []
    var formats: [Int32] = []
    for value in values {
      var count = 0
      places.append(bytes.count)
      switch value {
      case .null, .secret: places[places.count - 1] = nil
      case .integer(let number):
        withUnsafeBytes(of: number.bigEndian) { bytes += $0 }
        count = 8
      case .text(let text):
        bytes += Array(text.utf8) + [0]
        count = text.utf8.count
      case .blob(let blob):
        bytes += blob
        count = blob.count
      }
      if case .secret(let secret) = value { count = secret.count }
      lengths.append(Int32(clamping: count))
      if case .text = value { formats.append(0) } else { formats.append(1) }
    }
    // An empty value still wants a place that is not null.
    bytes.append(0)
    return bytes.withUnsafeBufferPointer { bytes in
      let pointers = zip(values, places).map { value, place -> UnsafePointer<CChar>? in
        if case .secret(let secret) = value {
          return UnsafeRawPointer(secret.pointer).assumingMemoryBound(to: CChar.self)
        }
        return place.flatMap { place in
          bytes.baseAddress.map { UnsafeRawPointer($0 + place).assumingMemoryBound(to: CChar.self) }
        }
      }
      return pointers.withUnsafeBufferPointer { pointers in
        body(pointers.baseAddress, lengths, formats)
      }
    }
  }
}

/// A row of a result, in binary.
private struct PostgreSQLRow: SQLRow {
  let result: OpaquePointer
  let row: Int32

  // pg_type.dat of PostgreSQL.
  private static let int8: Oid = 20
  private static let int4: Oid = 23
  private static let text: Oid = 25
  private static let bytea: Oid = 17

  private func bytes(_ column: Int, as type: Oid) -> UnsafeMutableRawBufferPointer? {
    let column = Int32(clamping: column)
    guard column < PQnfields(result), PQftype(result, column) == type,
      PQgetisnull(result, row, column) == 0, let value = PQgetvalue(result, row, column)
    else { return nil }
    return UnsafeMutableRawBufferPointer(
      start: value, count: Int(PQgetlength(result, row, column)))
  }

  func integer(_ column: Int) -> Int64? {
    if let bytes = bytes(column, as: Self.int8), bytes.count == 8 {
      return Int64(bigEndian: bytes.loadUnaligned(as: Int64.self))
    }
    if let bytes = bytes(column, as: Self.int4), bytes.count == 4 {
      return Int64(Int32(bigEndian: bytes.loadUnaligned(as: Int32.self)))
    }
    return nil
  }

  func text(_ column: Int) -> String? {
    bytes(column, as: Self.text).flatMap { String(validating: $0, as: UTF8.self) }
  }

  func blob(_ column: Int) -> [UInt8]? { bytes(column, as: Self.bytea).map(Array.init) }

  func secret(_ column: Int) -> GuardedBytes? {
    guard let bytes = bytes(column, as: Self.bytea) else { return nil }
    defer { bytes.initializeMemory(as: UInt8.self, repeating: 0) }
    return GuardedBytes(copying: UnsafeRawBufferPointer(bytes))
  }
}
