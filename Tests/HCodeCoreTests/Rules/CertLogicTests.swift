@testable import HCodeBase
@testable import HCodeFormats
import Testing

struct CertLogicTests {
  private func value(_ expression: String, on data: String = "null") throws -> JSONValue {
    try CertLogicExpression(JSONValue(expression)).value(on: JSONValue(data)).json
  }

  private func error(_ expression: String, on data: String = "null") throws -> CertLogicError? {
    let json = try JSONValue(expression)
    let data = try JSONValue(data)
    do { _ = try CertLogicExpression(json).value(on: data) } catch { return error }
    return nil
  }

  @Test(arguments: [
    (#"{"+":[1.0, 2e0]}"#, "3"), (#"{"+":[-5, 5]}"#, "0"),
    (#"{"===":["é", "é"]}"#, "true"), (#"{"===":["e\u0301", "é"]}"#, "false"),
    (#"{"===":[1, true]}"#, "false"), (#"{"===":["1", 1]}"#, "false"),
    (#"{"in":[1, [true, "1", 1]]}"#, "true"), (#"{"in":[{"var":"x"}, [1]]}"#, "false"),
    (#"{"!":[{"var":"x"}]}"#, "true"), (#"[1, {"+":[1,1]}, "x"]"#, #"[1,2,"x"]"#),
    (#"{"and":[1, "a", [0]]}"#, "[0]"), (#"{"and":[1, [], {"none":[]}]}"#, "[]"),
    (#"{"if":[1, 2, {"none":[]}]}"#, "2"),
    (#"{"reduce":[[1,2,3], {"var":"current"}, 0]}"#, "3"),
    (
      #"{"reduce":[[1,2], {"var":""}, 0]}"#,
      #"{"accumulator":{"accumulator":0,"current":1},"current":2}"#
    ),
    (
      #"{"reduce":[[1,2], {"+":[{"var":"current"},{"if":[{"var":"accumulator.accumulator"},1,5]}]}, 0]}"#,
      "7"
    ),
  ])
  func `operations give what the specification says`(expression: String, expected: String) throws {
    #expect(try value(expression) == JSONValue(expected), "\(expression)")
  }

  @Test(arguments: [
    ("a.b.1", "20"), ("a.b.2", "null"), ("a.c", "null"), ("a.b.x", "null"), ("s.0", "null"),
    ("n.x", "null"), ("0", #""zero""#), ("a.b.99999999999999999999", "null"),
    ("", #"{"a":{"b":[10,20]},"s":"text","n":null,"0":"zero"}"#),
  ])
  func `a path leads to a value or to null`(path: String, expected: String) throws {
    let data = #"{"a":{"b":[10,20]},"s":"text","n":null,"0":"zero"}"#
    #expect(try value(#"{"var":"\#(path)"}"#, on: data) == JSONValue(expected))
  }

  @Test(arguments: [
    ("2020-02-29", 1, "day", "2020-03-01T00:00:00.000Z"),
    ("2020-02-29", 1, "month", "2020-03-29T00:00:00.000Z"),
    ("2020-02-29", 1, "year", "2021-03-01T00:00:00.000Z"),
    ("2021-01-31", 1, "month", "2021-03-03T00:00:00.000Z"),
    ("2021-03-31", -1, "month", "2021-03-03T00:00:00.000Z"),
    ("2021-01-15", -13, "month", "2019-12-15T00:00:00.000Z"),
    ("2021-12-31T23:30:00Z", 1, "hour", "2022-01-01T00:30:00.000Z"),
    ("1969-12-31T23:59:59.999", 0, "day", "1969-12-31T23:59:59.999Z"),
    ("1960-05-05T12:00:00.5", -1, "year", "1959-05-05T12:00:00.500Z"),
    ("2004", 0, "day", "2004-12-31T00:00:00.000Z"),
    ("2004-02", 0, "day", "2004-02-29T00:00:00.000Z"),
    ("2021-05-04T10:00:00+2", 0, "day", "2021-05-04T08:00:00.000Z"),
    ("2021-05-04T10:00:00+02", 0, "day", "2021-05-04T08:00:00.000Z"),
    ("2021-05-04T10:00:00-130", 0, "day", "2021-05-04T11:30:00.000Z"),
    ("2021-05-04T10:00:00-0130", 0, "day", "2021-05-04T11:30:00.000Z"),
    ("2021-05-04T10:00:00.123456789+1:30", 0, "day", "2021-05-04T08:30:00.123Z"),
    ("2021-05-04T10:00:00.1+05:30", 0, "day", "2021-05-04T04:30:00.100Z"),
  ])
  func `plusTime reads its formats and rolls on`(
    text: String, amount: Int, unit: String, expected: String
  ) throws {
    #expect(try value(#"{"plusTime":["\#(text)",\#(amount),"\#(unit)"]}"#) == .string(expected))
  }

  @Test(arguments: [
    "", "2021-02-29", "2021-09-99", "2022-13", "21", "2021-5-4", "2021-05-04T",
    "2021-05-04T24:00:00Z",
    "2021-05-04T10:60:00Z", "2021-05-04T10:00:60Z", "2021-05-04 10:00:00", "2021-05-04T10:00:00z",
    "2021-05-04T10:00:00.", "2021-05-04T10:00:00.Z", "2021-05-04T10:00:00+",
    "2021-05-04T10:00:00+24",
    "2021-05-04T10:00:00+1:3", "2021-05-04T10:00:00+01:", "2021-05-04T10:00:00+00100",
    "2021-05-04T10:00:00+01:60", "2021-05-04T10:00:00ZZ", "٢٠٢١-05-04", "2021-05-04T10:00:00.٣",
    "-2021-05-04", "2021-05-04T1é:00:00",
  ])
  func `a time that no calendar has is an error`(text: String) throws {
    #expect(try error(#"{"plusTime":["\#(text)",0,"day"]}"#) == .malformedTime(text))
  }

  @Test(arguments: [
    #"{"plusTime":["2021-01-01", 9223372036854775807, "hour"]}"#,
    #"{"plusTime":["2021-01-01", -9223372036854775808, "day"]}"#,
    #"{"plusTime":["2021-01-01", 9223372036854775807, "year"]}"#,
    #"{"plusTime":["2021-01-01", -2022, "year"]}"#, #"{"plusTime":["9999-12-31", 1, "day"]}"#,
    #"{"plusTime":["9999", 12, "month"]}"#, #"{"plusTime":["0000-01-01T00:00:00+1", 0, "day"]}"#,
  ])
  func `a time beyond the calendar is an error and no trap`(expression: String) throws {
    #expect(try error(expression) == .timeOutOfRange)
  }

  @Test(arguments: [
    #"{"after":["2021-01-01", {"plusTime":["2021-01-01",0,"day"]}]}"#, #"{"<":[1, "2"]}"#,
    #"{"<":[1, {"var":"f"}]}"#, #"{"+":[1, true]}"#, #"{"in":[1, 1]}"#, #"{"in":["a", "abc"]}"#,
    #"{"reduce":[1, 1, 1]}"#, #"{"extractFromUVCI":[1, 1]}"#, #"{"dccDateOfBirth":[1]}"#,
    #"{"plusTime":[{"plusTime":["2021-01-01",0,"day"]},0,"day"]}"#,
    #"{"!":[{"plusTime":["2021-01-01",0,"day"]}]}"#,
    #"{"if":[{"dccDateOfBirth":["2021"]},1,2]}"#, #"{"and":[{"dccDateOfBirth":["2021"]},1]}"#,
    #"{"===":[{"var":"a"},{"var":"a"}]}"#, #"{"===":[[1],[1]]}"#, #"{"in":[{"var":"a"},[[1]]]}"#,
  ])
  func `an operand of the wrong kind is an error`(expression: String) throws {
    let found = try error(expression, on: #"{"f":1.5,"a":[1]}"#)
    #expect({ if case .wrongOperand = found { true } else { false } }(), "\(expression)")
  }

  @Test(arguments: [
    #"{"none":[1]}"#, #"{"var":1}"#, #"{"var":["x"]}"#, #"{"if":[1,2]}"#, #"{"if":[1,2,3,4]}"#,
    #"{"and":[1]}"#, #"{"<":[1]}"#, #"{"<":[1,2,3,4]}"#, #"{"===":[1,2,3]}"#, #"{"!":[1,2]}"#,
    #"{"!":[]}"#, #"{"!":1}"#, #"{"plusTime":["2021-01-01",1.5,"day"]}"#,
    #"{"plusTime":["2021-01-01",1,"week"]}"#, #"{"plusTime":["2021-01-01",1]}"#,
    #"{"extractFromUVCI":["a","1"]}"#, #"{"extractFromUVCI":["a"]}"#, #"{"dccDateOfBirth":[]}"#,
    #"{"reduce":[[],1]}"#, #"{}"#, #"{"+":[1,2],"!":[1]}"#, "null", "1.5", "[null]",
    #"{"+":[null,1]}"#,
  ])
  func `what is no CertLogic has an issue, and is an error when it is come to`(
    expression: String
  ) throws {
    #expect(!CertLogicExpression(try JSONValue(expression)).issues.isEmpty)
    let found = try error(expression)
    #expect({ if case .malformed = found { true } else { false } }(), "\(expression)")
  }

  @Test(arguments: [2, 9, 10, 11, 20]) func `no operand of an "and" is passed over`(count: Int)
    throws
  {
    for place in 0..<count {
      func and(_ operand: String) -> String {
        let operands = (0..<count).map { $0 == place ? operand : "true" }
        return #"{"and":[\#(operands.joined(separator: ","))]}"#
      }
      #expect(try value(and("false")) == .boolean(false), "\(count), \(place)")
      #expect(try value(and(#"{"var":"a"}"#), on: #"{"a":false}"#) == .boolean(false))
      let path = CertLogicExpression(try JSONValue(and(#"{"var":"a.b"}"#))).paths.map(\.text)
      #expect(path == ["a.b"], "\(count), \(place)")
      let issues = CertLogicExpression(try JSONValue(and(#"{"none":[1]}"#))).issues
      #expect(issues.map(\.message) == [#"unrecognised operator: "none""#], "\(count), \(place)")
    }
  }

  @Test func `a path finds the member of its own spelling alone`() throws {
    #expect(try value(#"{"var":"K"}"#, on: #"{"\u212a":5}"#) == .null)
    #expect(try value(#"{"var":"\u212a"}"#, on: #"{"\u212a":5}"#) == .number("5"))
    #expect(try value(#"{"var":"Jos\u00e9"}"#, on: #"{"Jose\u0301":1}"#) == .null)
    #expect(
      try value(#"{"in":["\u00e9", {"var":"a"}]}"#, on: #"{"a":["e\u0301"]}"#) == .boolean(false))
    #expect(try value(#"{"===":["K", "\u212a"]}"#) == .boolean(false))
  }

  @Test func `an issue of an operation comes before those of its operands`() throws {
    let issues = CertLogicExpression(try JSONValue(#"{"if":[null, {"x":[]}]}"#)).issues
    #expect(
      issues.map(\.message) == [
        #"an "if"-operation must have exactly 3 values/operands, but it has 2"#,
        "invalid CertLogic expression", #"unrecognised operator: "x""#,
      ])
  }

  @Test func `sums that 64 bits do not hold are an error`() throws {
    #expect(try error(#"{"+":[9223372036854775807, 1]}"#) == .overflow)
    #expect(try value(#"{"+":[9223372036854775807, 0]}"#) == .number("9223372036854775807"))
    #expect(try !CertLogicExpression(JSONValue("9223372036854775808")).issues.isEmpty)
  }

  // MARK: - Bounds

  @Test func `a reduction that wraps or doubles its result is stopped`() throws {
    let many = "[" + [String](repeating: "1", count: 5000).joined(separator: ",") + "]"
    for (step, bound) in [
      (#"[{"var":"accumulator"}]"#, CertLogicError.tooLarge), (#"{"var":""}"#, .tooLarge),
      (#"[{"var":"accumulator"},{"var":"accumulator"}]"#, .tooMuchWork),
      (#"[{"var":""},{"var":""}]"#, .tooMuchWork),
    ] {
      #expect(try error(#"{"reduce":[{"var":""}, \#(step), 0]}"#, on: many) == bound)
    }
  }

  @Test func `work is bounded, in steps, in elements and in text`() throws {
    let thousand = "[" + (0..<1000).map { "\"\($0)\"" }.joined(separator: ",") + "]"
    let nested =
      #"{"reduce":[{"var":"a"}, {"reduce":[[1,2,3,4,5,6,7,8,9], {"in":["x", \#(thousand)]}, 0]}, 0]}"#
    #expect(try error(nested, on: #"{"a":\#(thousand)}"#) == .tooMuchWork)
    let long = String(repeating: "x", count: 1 << 20)
    let compare = #"{"reduce":[{"var":"a"}, {"===":["\#(long)", {"var":"current"}]}, 0]}"#
    let texts = "[" + [String](repeating: "\"\(long)\"", count: 8).joined(separator: ",") + "]"
    #expect(try error(compare, on: #"{"a":\#(texts)}"#) == .tooMuchWork)
  }

  @Test func `depth beyond the bound is an issue and no overflow of the stack`() throws {
    var json = JSONValue.boolean(true)
    for _ in 0..<500 { json = .object(["!": .array([json])]) }
    let expression = CertLogicExpression(json)
    #expect(expression.issues.count == 1)
    #expect(throws: CertLogicError.self) { try expression.value(on: .null) }
  }

  // MARK: - Numbers of JSON

  @Test(
    arguments: [
      ("0", 0), ("-0", 0), ("12", 12), ("12.0", 12), ("1.2e1", 12), ("120e-1", 12), ("1E+2", 100),
      ("0.0e999999999999999999999", 0), ("-1.50e2", -150), ("9223372036854775807", .max),
      ("-9223372036854775808", .min), ("92233720368547758070e-1", .max),
      ("1.5", nil), ("9223372036854775808", nil), ("1e19", nil), ("1e999999999999999999999", nil),
      ("1e-999999999999999999999", nil), ("1e-1", nil),
    ] as [(String, Int64?)])
  func `an integer is one in every spelling`(text: String, expected: Int64?) throws {
    #expect(try JSONValue(text).integer == expected)
  }
}
