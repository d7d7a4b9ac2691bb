@testable import HCodeBase
@testable import HCodeCore
@testable import HCodeRegistry
import Testing

struct BatchRowTests {
  private let now = Timestamp(rfc3339: "2026-11-24T08:00:00Z")
  private let issuer = IssuerIdentifier("CN-HA")

  /// The claims of a JSON object, or the fault.
  private func claims(_ json: String, defaults: BatchDefaults = BatchDefaults()) throws
    -> HealthClaims
  {
    let row = try BatchRow(TextLine(number: 1, bytes: Array(json.utf8), isTooLong: false))
    return try row.claims(
      defaults: defaults, issuer: try #require(issuer), codeIndex: 7, at: try #require(now)
    ) { _ in [UInt8](repeating: 1, count: 16) }
  }

  private func fault(_ json: String) -> BatchFault? {
    do {
      _ = try claims(json)
      return nil
    } catch { return error as? BatchFault }
  }

  @Test func `a row states what the options of a single code would`() throws {
    let claims = try claims(
      """
      {"ref":"P1","status":"green","valid":"24h","not_before":"2026-11-24T09:00:00Z","name":"张小明","latin_name":"Zhang Xiaoming",
      "birth_date":"1985-03","document_tail":"12x","test_kind":"pcr","test_result":"negative","test_time":"2026-11-24T07:00:00Z",
      "test_place":"LAB","test_product":"Kit","test_kind_2":"antigen","test_result_2":"negative",
      "test_time_2":"2026-11-23T08:00:00Z","vaccination_dose":2,"vaccination_of":"3","vaccination_date":"2026-03-01",
      "recovery_date":"2025-01-01","recovery_place":"H1","_note":{"any":1}}
      """.replacing("\n", with: ""))
    let age = { EvidenceAge(minutes: $0) }
    #expect(
      claims.holder
        == (try Holder(
          name: "张小明", latinName: "Zhang Xiaoming", birthDate: BirthDate(digits: 198503),
          documentTail: "12X")))
    #expect(claims.codeIndex == 7)
    #expect(claims.expires == now?.advanced(bySeconds: 86_400))
    #expect(claims.notBefore == now?.advanced(bySeconds: 3600))
    #expect(
      claims.evidence == [
        .test(.pcr, result: .negative, age: try #require(age(60)), place: "LAB", product: "Kit"),
        .vaccination(
          dose: 2, of: 3, age: try #require(age(268 * 1440 + 480)), place: nil, product: nil),
        .recovery(age: try #require(age(692 * 1440 + 480)), place: "H1"),
        .test(.antigen, result: .negative, age: try #require(age(1440)), place: nil, product: nil),
      ])
  }

  @Test
  func `what a row does not say comes from the defaults, and a reason only where one is needed`()
    throws
  {
    var defaults = BatchDefaults()
    defaults.status = .yellow
    defaults.validity = 3600
    defaults.reason = .arrival
    defaults.authority = "Order 1"
    let yellow = try claims("{}", defaults: defaults)
    #expect(yellow.status == .yellow && yellow.justification?.reason == .arrival)
    #expect(yellow.justification?.salt == [UInt8](repeating: 1, count: 16))
    #expect(try claims("{\"status\":\"green\"}", defaults: defaults).justification == nil)
    #expect(
      try claims("{\"reason\":\"symptoms\"}", defaults: defaults).justification?.reason == .symptoms
    )
  }

  @Test(arguments: [
    ("{\"valid\":\"1h\"}", "status"), ("{\"status\":\"green\"}", "valid"),
    ("{\"status\":\"greenish\",\"valid\":\"1h\"}", "status"),
    ("{\"status\":\"green\",\"valid\":\"1 x\"}", "valid"),
    ("{\"status\":\"green\",\"valid\":\"400d\"}", "valid"),
    ("{\"status\":\"yellow\",\"valid\":\"1d\"}", "reason"),
    ("{\"status\":\"red\",\"valid\":\"1d\",\"reason\":\"symptoms\"}", "authority"),
    ("{\"status\":\"green\",\"valid\":\"1h\",\"reason\":\"symptoms\"}", "reason"),
    ("{\"status\":\"green\",\"valid\":\"1h\",\"authority\":\"x\"}", "authority"),
    ("{\"status\":\"green\",\"valid\":\"1h\",\"name\":\"a\\u202eb\"}", "name"),
    ("{\"status\":\"green\",\"valid\":\"1h\",\"latin_name\":\"张\"}", "latin_name"),
    ("{\"status\":\"green\",\"valid\":\"1h\",\"document_tail\":\"123456789\"}", "document_tail"),
    ("{\"status\":\"green\",\"valid\":\"1h\",\"birth_date\":\"3/7/1985\"}", "birth_date"),
    ("{\"status\":\"green\",\"valid\":\"1h\",\"test_kind\":\"pcr\"}", "test_result"),
    ("{\"status\":\"green\",\"valid\":\"1h\",\"test_place_3\":\"x\"}", "test_kind_3"),
    ("{\"status\":\"green\",\"valid\":\"1h\",\"recovery_date\":\"2027-01-01\"}", "recovery_date"),
    ("{\"status\":\"green\",\"valid\":\"1h\",\"vaccination_dose\":\"2/3\"}", "vaccination_dose"),
    ("{\"status\":\"green\",\"valid\":\"1h\",\"nmae\":\"x\"}", "nmae"),
    ("{\"status\":\"green\",\"valid\":\"1h\",\"name\":[\"x\"]}", "name"),
    ("{\"status\":\"green\",\"valid\":\"1h\",\"name_2\":\"x\"}", "name_2"),
  ])
  func `a fault names its column`(json: String, column: String) {
    #expect(fault(json)?.column == column)
  }

  @Test(arguments: [
    ("31113", "1985-03-07"), ("3/7/1985", "spreadsheet"), ("1985/2/30", "no such day"),
    ("30.02.1985", "no such day"), ("1.23E+17", "shortened"),
  ])
  func `a date as a spreadsheet writes it is told to be one`(text: String, word: String) {
    let found = fault("{\"status\":\"green\",\"valid\":\"1h\",\"birth_date\":\"\(text)\"}")
    #expect(found?.reason.contains(word) == true, "\(found?.reason ?? "")")
  }

  @Test func `lines that are no object are faults`() {
    for json in ["", "[]", "{\"a\":", "{\"ref\":1,\"ref\":2}", "nil", "{\"status\":true}"] {
      #expect(fault(json) != nil)
    }
  }

  // MARK: CSV

  private func csv(_ text: String) throws -> [BatchRow] {
    var reader = CSVReader()
    reader.feed(text.utf8)
    let first = reader.next(isLast: true)
    let header = try BatchHeader(try #require(first))
    var rows: [BatchRow] = []
    while let row = reader.next(isLast: true) { rows.append(try BatchRow(row, header: header)) }
    return rows
  }

  @Test
  func
    `headers are taken as people type them, cells without blanks and without a spreadsheet's apostrophe`()
    throws
  {
    let rows = try csv(
      " Ref ;Latin-Name;Test Kind_2;_note;;\r\n\u{A0}1\u{3000};'=cmd;pcr;x;;\r\n2;'t Hooft;;;\r\n")
    #expect(rows.map(\.reference) == ["1", "2"])
    #expect(rows.map { $0[.latinName] } == ["=cmd", "'t Hooft"])
    #expect(
      rows[0][.evidence(.test, .kind), 2] == "pcr"
        && rows[0][.evidence(.test, .kind)] == nil)
  }

  @Test(arguments: [
    "name,nmae\n", "name,name\n", "name,\"x\n", "_a,_b\n", "\u{FF}\u{FE}n\n", "test_kind_9\n",
    "name_2\n",
  ])
  func `a header that is none stops the whole file`(text: String) {
    #expect(throws: BatchFault.self) { try csv(text) }
  }

  @Test(arguments: ["name,status\nx\n", "name,status\nx,green,z\n"])
  func `a row of another length is a fault`(text: String) {
    #expect(throws: BatchFault.self) { try csv(text) }
  }

  @Test func `text that is not UTF-8 names its column`() throws {
    var reader = CSVReader()
    reader.feed(Array("name,status\n".utf8) + [0xD5, 0xC5, 0x2C, 0x61])
    let first = reader.next(isLast: true)
    let header = try BatchHeader(try #require(first))
    let second = reader.next(isLast: true)
    let row = try #require(second)
    #expect(throws: BatchFault("name", "it is not UTF-8: save the file as 'CSV UTF-8'")) {
      try BatchRow(row, header: header)
    }
  }

  @Test func `the template can be issued as it is`() throws {
    let now = try #require(now)
    let rows = try csv(BatchHeader.template(at: now))
    #expect(rows.count == 2)
    for row in rows {
      _ = try row.claims(
        defaults: BatchDefaults(), issuer: try #require(issuer), codeIndex: 0, at: now
      ) { _ in [UInt8](repeating: 0, count: 16) }
    }
  }

  @Test func `no cell that is written can become a formula or move a cursor`() throws {
    let cells = ["=1", "+1", "-1", "@x", "\t=1", "a\u{1B}[2J", "a\"b,c", "x\ny", "＝1", "", " b"]
    let line = SpreadsheetCell.line(cells)
    #expect(!line.dropLast(1).unicodeScalars.contains { HealthText.isForbidden($0) && $0 != "\n" })
    var reader = CSVReader()
    reader.feed("a,b,c,d,e,f,g,h,i,j,k\r\n".utf8)
    reader.feed(line.utf8)
    _ = reader.next(isLast: true)
    let second = reader.next(isLast: true)
    let read = try #require(second).cells.map { String(decoding: $0, as: UTF8.self) }
    #expect(
      read == [
        "'=1", "'+1", "'-1", "'@x", "'\\u{9}=1", "a\\u{1b}[2J", "a\"b,c", "x\ny", "'＝1", "", " b",
      ])
  }

  @Test
  func `a salt is the same for the same claims, another for others, and another under another key`()
    throws
  {
    let key = try Authority.key(1)
    let red = "{\"status\":\"red\",\"valid\":\"1d\",\"reason\":\"symptoms\",\"authority\":\"x\""
    let first = try claims(red + "}")
    let second = try claims(red + ",\"name\":\"x\"}")
    #expect(key.salt(for: first) == key.salt(for: first))
    #expect(key.salt(for: first)?.count == 16)
    #expect(key.salt(for: first) != key.salt(for: second))
    #expect(try Authority.key(2).salt(for: first) != key.salt(for: first))
  }
}
