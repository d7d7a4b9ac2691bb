internal import CPostgreSQL
internal import Glibc

/// One connection.
final class PostgreSQLConnection {
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
