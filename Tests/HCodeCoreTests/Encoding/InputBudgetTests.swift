@testable import HCodeBase
@testable import HCodeFormats
import Glibc
import Testing

/// What a text of a stranger may cost: values, names, runs of marks, and no step that takes the square of a length.
struct InputBudgetTests {
  /// Combining marks of falling class, which a normal form has to order.
  private static func marks(_ count: Int) -> String {
    let four = "\u{315}\u{300}\u{5AE}\u{300}"
    return String(
      String.UnicodeScalarView(
        String(repeating: four, count: count / 4 + 1).unicodeScalars.prefix(count)))
  }

  private static func json(_ text: String) throws -> JSONValue { try JSONValue(Array(text.utf8)) }

  private func isTooExpensive(_ text: String) -> Bool {
    do { _ = try Self.json(text) } catch {
      if case .tooExpensive? = error as? JSONValue.ReadingError { return true }
    }
    return false
  }

  // MARK: Bytes

  @Test func `two spellings of one name are two members, each found by its own`() throws {
    let value = try Self.json("{\"Jos\u{E9}\":1,\"Jose\u{301}\":2,\"\u{212A}\":3}")
    let members = try #require(value.object)
    #expect(members.count == 3)
    #expect(members["Jos\u{E9}"] == .number("1") && members["Jose\u{301}"] == .number("2"))
    #expect(members["K"] == nil && members["\u{212A}"] == .number("3"))
    #expect(members["Jos"] == nil && members[""] == nil)
  }

  @Test func `two spellings of one text are two values`() throws {
    #expect(try Self.json("\"\u{E9}\"") != Self.json("\"e\u{301}\""))
    #expect(try Self.json("[{\"\u{E9}\":1}]") != Self.json("[{\"e\u{301}\":1}]"))
    #expect(try Self.json("{\"b\":1,\"a\":[2]}") == Self.json("{\"a\":[2],\"b\":1}"))
    #expect(ExactText("\u{E9}") != ExactText("e\u{301}"))
    #expect(Set([ExactText("\u{E9}"), ExactText("e\u{301}"), ExactText("\u{E9}")]).count == 2)
  }

  @Test func `members stand in the order of their bytes, and are put in and taken out`() {
    var members: JSONFields = ["b": .null, "\u{E9}": .null, "a": .null, "B": .null]
    #expect(members.keys == ["B", "a", "b", "\u{E9}"])
    members["aa"] = .boolean(true)
    members["b"] = nil
    members["a"] = .boolean(false)
    members["none"] = nil
    #expect(members == ["B": .null, "a": .boolean(false), "aa": .boolean(true), "\u{E9}": .null])
    #expect(JSONFields([("a", .boolean(true)), ("a", .null)]) == ["a": .boolean(true)])
  }

  @Test func `keys of CBOR are told apart by their bytes`() throws {
    // {"é": 1, "é": 2} in two spellings, and twice in one.
    let two: [UInt8] = [0xA2, 0x62, 0xC3, 0xA9, 1, 0x63, 0x65, 0xCC, 0x81, 2]
    let members = try #require(CBORMembers(try CBORDecoder.decode(two, limits: .foreign)))
    #expect(members["\u{E9}"] == .unsigned(1) && members["e\u{301}"] == .unsigned(2))
    let json = try CBORDecoder.decode(two, limits: .foreign).json
    #expect(json.object?["e\u{301}"] == .number("2") && json.object?.count == 2)
    let again: [UInt8] = [0xA2, 0x62, 0xC3, 0xA9, 1, 0x62, 0xC3, 0xA9, 2]
    #expect(throws: CBORError.duplicateKey(offset: 0)) {
      try CBORDecoder.decode(again, limits: .foreign)
    }
    // More than are compared each with each.
    let many = (0..<40).map { (key: CBORValue.text("k\($0)"), value: CBORValue.unsigned(0)) }
    #expect(throws: Never.self) {
      try CBORDecoder.decode(CBORValue.map(many).encoded, limits: .foreign)
    }
    #expect(throws: CBORError.duplicateKey(offset: 0)) {
      try CBORDecoder.decode(CBORValue.map(many + [many[7]]).encoded, limits: .foreign)
    }
  }

  // MARK: Bounds

  @Test func `as many values as the budget has are read, and no more`() throws {
    let most = "[" + String(repeating: "0,", count: InputBudget.nodes - 2) + "0]"
    #expect(try Self.json(most).array?.count == InputBudget.nodes - 1)
    let more = "[" + String(repeating: "0,", count: InputBudget.nodes - 1) + "0]"
    #expect(isTooExpensive(more))
    #expect(try JSONValue(list: Array(more.utf8)).array?.count == InputBudget.nodes)
    let bytes: [UInt8] =
      [0x82] + CBORValue.array([CBORValue](repeating: .unsigned(0), count: 4000)).encoded
      + CBORValue.array([]).encoded
    let limits = CBORLimits(depth: 8, count: 4096, nodes: 4003)
    #expect(try CBORDecoder.decode(bytes, limits: limits).array?.count == 2)
    #expect(throws: CBORError.self) {
      try CBORDecoder.decode(bytes, limits: CBORLimits(depth: 8, count: 4096, nodes: 4002))
    }
  }

  @Test func `a name has so many bytes and no more`() throws {
    let longest = String(repeating: "n", count: InputBudget.nameBytes)
    #expect(try Self.json("{\"\(longest)\":1}").object?[longest] == .number("1"))
    #expect(isTooExpensive("{\"\(longest)n\":1}"))
    #expect(throws: Never.self) { try Self.json("[\"\(longest)n\"]") }
    let key = CBORValue.map([(.text(longest), .unsigned(1))])
    #expect(try CBORDecoder.decode(key.encoded, limits: .foreign) == key)
    #expect(throws: CBORError.tooExpensive(offset: 0)) {
      try CBORDecoder.decode(
        CBORValue.map([(.text(longest + "n"), .unsigned(1))]).encoded, limits: .foreign)
    }
  }

  @Test func `thirty combining marks in a row are a text, and one more is none`() throws {
    let most = "a" + Self.marks(InputBudget.marks)
    #expect(try Self.json("\"\(most + most)\"") == .string(most + most))
    #expect(isTooExpensive("\"\(most)\u{300}\""))
    let escaped = String(repeating: #"\u0300"#, count: 31)
    #expect(isTooExpensive("\"\(escaped)\""))
    let text = CBORValue.text(most + "\u{300}")
    #expect(throws: CBORError.tooExpensive(offset: 0)) {
      try CBORDecoder.decode(text.encoded, limits: .foreign)
    }
    // In two chunks, neither of which has too many.
    let half = Array(Self.marks(20).utf8)
    let chunk = [0x78, UInt8(half.count)] + half
    #expect(throws: CBORError.tooExpensive(offset: 0)) {
      try CBORDecoder.decode([0x7F] + chunk + chunk + [0xFF], limits: .foreign)
    }
    #expect(!"汉字かな한국어हिन्दीไทย العربية".holdsTooManyMarks)
  }

  @Test func `a text above the bound is of no format, whatever it begins with`() {
    for start in ["{\"data\":\"sig\"", "HC1:", "HCODE1:", "shc:/", "PK\u{3}\u{4}", "https://", ""] {
      let text = Array(start.utf8) + [UInt8](repeating: 0x30, count: InputBudget.textBytes + 1)
      #expect(RecognisedText(text) == .tooLong)
      #expect(RecognisedText(Array(text.prefix(InputBudget.textBytes))) != .tooLong)
    }
  }

  @Test func `bytes are found where they first stand`() {
    let text = Array("--a-aab-".utf8)
    #expect(text[...].range(of: Array("aab".utf8)) == 4..<7)
    #expect(text[2...].range(of: Array("-".utf8)) == 3..<4)
    #expect(text[...].range(of: Array("b-".utf8)) == 6..<8)
    #expect(text[..<7].range(of: Array("b-".utf8)) == nil)
    #expect(text[...].range(of: Array("--a-aab-x".utf8)) == nil)
  }

  @Test func `the shell of an item is read in its one spelling alone`() {
    var shell = CBORShell(
      [0x83, 0x18, 24, 0x42, 1, 2, 0x58, 24] + [UInt8](repeating: 7, count: 24))
    #expect(shell.array() == 3 && shell.unsigned() == 24)
    #expect(shell.array() == nil && shell.bytes().map(Array.init) == [1, 2])
    #expect(shell.bytes()?.count == 24 && shell.isAtEnd && shell.bytes() == nil)
    for bytes: [UInt8] in [
      [0x58, 2, 1, 2], [0x42, 1], [0x5F, 0xFF], [0x59, 0, 24], [0x5C], [],
      [0x5B] + [UInt8](repeating: 0xFF, count: 8),
    ] {
      var shell = CBORShell(bytes)
      #expect(shell.bytes() == nil)
    }
  }

  // MARK: Growth

  /// Seconds of this thread: another's work does not count.
  private static func cost(_ body: () throws -> Void) rethrows -> Double {
    func now() -> Double {
      var time = timespec()
      clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
      return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
    var least = Double.infinity
    for _ in 0..<3 {
      let start = now()
      try body()
      least = min(least, now() - start)
    }
    return least
  }

  /// Texts of a size that somebody chose to be slow for a reader.
  private static let hostile: [@Sendable (Int) -> String] = [
    { "[" + String(repeating: "0,", count: $0) + "0]" },
    { size in "{" + (0..<size).map { "\"\($0)\":0" }.joined(separator: ",") + "}" },
    { size in
      let name = String(repeating: "n", count: 200)
      return "{" + (0..<size / 32).map { "\"\(name)\($0)\":0" }.joined(separator: ",") + "}"
    },
    { "\"" + String(repeating: "a\u{300}\u{5AE}", count: $0) + "\"" },
    { "\"" + String(repeating: "\u{1F1E6}", count: $0) + "\"" },
    { "[\"" + marks(30) + String(repeating: "x" + marks(30), count: $0 / 32) + "\"]" },
  ]

  @Test(arguments: hostile.indices)
  func `a text of sixteen times the size costs some sixteen times as much`(kind: Int) throws {
    let small = Array(Self.hostile[kind](4_000).utf8)
    let large = Array(Self.hostile[kind](64_000).utf8)
    let few = try Self.cost { _ = try JSONValue(small) == JSONValue(small) }
    let many = try Self.cost { _ = try JSONValue(large) == JSONValue(large) }
    // Of a step that takes the square it would be 256.
    #expect(many < 80 * few, "\(few) s, \(many) s")
  }

  @Test func `a map of sixteen times the keys costs some sixteen times as much`() throws {
    func map(_ count: Int) -> [UInt8] {
      CBORValue.map((0..<count).map { (.text("key \($0)"), .unsigned(0)) }).encoded
    }
    let limits = CBORLimits(depth: 2, count: 65_536, refusesDuplicateKeys: true)
    let (small, large) = (map(2_000), map(32_000))
    let few = try Self.cost { _ = try CBORDecoder.decode(small, limits: limits).json }
    let many = try Self.cost { _ = try CBORDecoder.decode(large, limits: limits).json }
    #expect(many < 80 * few, "\(few) s, \(many) s")
  }
}
