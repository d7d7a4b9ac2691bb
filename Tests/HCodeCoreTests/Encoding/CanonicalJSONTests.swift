@testable import HCodeBase
import Testing

struct CanonicalJSONTests {
  private func canonical(_ text: String) throws -> String? {
    CanonicalJSON.encode(try JSONValue(Array(text.utf8))).map {
      String(decoding: $0, as: UTF8.self)
    }
  }

  // RFC 8785 appendix B, and the edges where ECMAScript changes from one form to the other.
  @Test(arguments: [
    ("0", "0"), ("-0", "0"), ("5e-324", "5e-324"), ("-5e-324", "-5e-324"),
    ("1.7976931348623157e308", "1.7976931348623157e+308"),
    ("-1.7976931348623157e308", "-1.7976931348623157e+308"),
    ("9007199254740992", "9007199254740992"), ("-9007199254740992", "-9007199254740992"),
    ("295147905179352830000", "295147905179352830000"),
    ("9.999999999999997e22", "9.999999999999997e+22"), ("1e23", "1e+23"),
    ("1.0000000000000001e23", "1.0000000000000001e+23"),
    ("999999999999999700000", "999999999999999700000"),
    ("999999999999999900000", "999999999999999900000"), ("1e21", "1e+21"),
    ("9.999999999999997e-7", "9.999999999999997e-7"), ("0.000001", "0.000001"),
    ("333333333.3333332", "333333333.3333332"), ("333333333.33333325", "333333333.33333325"),
    ("333333333.3333334", "333333333.3333334"), ("333333333.3333343", "333333333.3333343"),
    ("-0.0000033333333333333333", "-0.0000033333333333333333"),
    ("1424953923781206.2", "1424953923781206.2"), ("1.0", "1"), ("10.50", "10.5"), ("1e2", "100"),
    ("0.1", "0.1"), ("1e-7", "1e-7"), ("123456789012345680000", "123456789012345680000"),
  ])
  func `a number is written as ECMAScript writes it`(text: String, expected: String) throws {
    #expect(try canonical(text) == expected)
  }

  @Test func `members go by their UTF-16 code units`() throws {
    // RFC 8785 §3.2.3.
    let text = """
      {"\\u20ac":"Euro Sign","\\r":"Carriage Return","\\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One",
      "\\ud83d\\ude00":"Emoji: Grinning Face","\\u0080":"Control","\\u00f6":"Latin Small Letter O With Diaeresis"}
      """
    let expected =
      "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u{80}\":\"Control\","
      + "\"ö\":\"Latin Small Letter O With Diaeresis\",\"€\":\"Euro Sign\","
      + "\"😀\":\"Emoji: Grinning Face\",\"\u{FB33}\":\"Hebrew Letter Dalet With Dagesh\"}"
    #expect(try canonical(text) == expected)
  }

  @Test func `texts are escaped where they must be and nowhere else`() throws {
    #expect(
      try canonical(#"["\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/", null, true]"#)
        == #"["€$\u000f\nA'B\"\\\\\"/",null,true]"#)
  }

  @Test func `a number that no double holds has no canonical form`() throws {
    #expect(try canonical("[1e400]") == nil)
  }
}
