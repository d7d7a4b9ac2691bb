@testable import HCodeBase
import Testing

struct DecimalNumberTests {
  private func number(_ text: String) throws -> DecimalNumber {
    try #require(DecimalNumber(text), "\(text)")
  }

  @Test(arguments: [
    ("1687450764.657", "1687450765"), ("1687450764.999999999999999999", "1687450765"), ("-1", "0"),
    ("-2", "-1"), ("-1e3", "-999"), ("0.09", "0.1"), ("9e-1", "1"), ("1e2", "101"), ("99", "1e2"),
    ("1650000000", "1650000000.0000000000000000001"), ("0", "1e-400"), ("1e308", "1e309"),
    ("1e999999999999999999999", "1e9999999999999999999999999e"),
  ])
  func `what is written smaller is smaller`(small: String, large: String) throws {
    guard let large = DecimalNumber(large) else { return }
    let small = try number(small)
    #expect(small < large)
    #expect(!(large < small))
    #expect(small != large)
  }

  @Test(arguments: [
    ("1", "1.000"), ("10", "1e1"), ("0", "-0.0e5"), ("0.10", "1E-1"), ("1650000000", "1.65e9"),
  ])
  func `what is worth the same is the same`(a: String, b: String) throws {
    #expect(try number(a) == number(b))
  }

  @Test func `whole numbers compare with written ones`() throws {
    for value: Int64 in [0, 1, -1, 10, 1_650_000_000, -1_650_000_000, .max, .min] {
      #expect(try number(String(value)) == DecimalNumber(value))
      #expect(try DecimalNumber(value) < number("1e19"))
      #expect(try number("-1e19") < DecimalNumber(value))
    }
  }

  @Test func `a time is its whole seconds`() throws {
    #expect(try number("1687450764.657").timestamp?.seconds == 1_687_450_764)
    #expect(try number("1.5e9").timestamp?.seconds == 1_500_000_000)
    #expect(try number("0.9").timestamp?.seconds == 0)
    for outside in ["-1", "1650000000000", "1e300", "253402300800"] {
      #expect(try number(outside).timestamp == nil)
    }
  }

  @Test(arguments: ["", "-", "1.", ".5", "1e", "1e+", "0x1", "1 ", "1..2", "1e1.5", "true"])
  func `what is no number is none`(text: String) { #expect(DecimalNumber(text) == nil) }
}
