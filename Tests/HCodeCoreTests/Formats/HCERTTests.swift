import Foundation
@testable import HCodeBase
@testable import HCodeFormats
import Testing

struct HCERTTests {
  private static func cases() throws -> [(name: String, content: [String: Any])] {
    let folder = try Corpus.url("dcc/dgc-testdata")
    let files = try #require(
      FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
    return try files.compactMap { $0 as? URL }.filter {
      $0.pathExtension == "json" && $0.lastPathComponent != "images.json"
    }.map { url in
      var data = try Data(contentsOf: url)
      if data.starts(with: [0xEF, 0xBB, 0xBF]) { data = data.dropFirst(3) }
      let content = try JSONSerialization.jsonObject(with: data) as? [String: Any]
      return (String(url.path.dropFirst(folder.path.count + 1)), try #require(content))
    }
  }

  /// A value in which two texts that name one instant are one, and whole numbers have no point.
  private func comparable(_ value: Any) -> NSObject {
    switch value {
    case let members as [String: Any]: return members.mapValues(comparable) as NSDictionary
    case let elements as [Any]: return elements.map(comparable) as NSArray
    case let text as String:
      let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
      guard trimmed.count > 10, trimmed.dropFirst(4).first == "-" else {
        return trimmed as NSString
      }
      let whole = trimmed.replacing(/\.\d+/, with: "")
      let format = ISO8601DateFormatter()
      guard let date = format.date(from: whole) ?? format.date(from: whole + "Z") else {
        return trimmed as NSString
      }
      return date as NSDate
    case let number as NSNumber: return number
    default: return NSNull()
    }
  }

  /// What the corpus has wrong (its SOURCE.md): the JSON of a case was edited and its code was not.
  private static let edited: Set<String> = [
    "PL/1.3.0/2DCode/raw/1.json", "PL/1.3.0/2DCode/raw/5.json",
  ]

  @Test(.corpus) func `the JSON for rules is the one that the member states publish`() throws {
    var count = 0
    for (name, test) in try Self.cases() where !Self.edited.contains(name) {
      let expected = try #require(test["EXPECTEDRESULTS"] as? [String: Any])
      guard expected["EXPECTEDVALIDJSON"] as? Bool == true, let json = test["JSON"],
        let text = test["PREFIX"] as? String
      else { continue }
      let statement = try ForeignStatement(unverified: Array(text.utf8), .dcc)
      let payload = try #require(statement.payload)
      let ours = try JSONSerialization.jsonObject(with: Data(Self.encoded(payload).utf8))
      #expect(comparable(ours) == comparable(json), "\(name)")
      #expect(statement.country?.utf8.count == 2, "\(name)")
      count += 1
    }
    #expect(count >= 255)
  }

  private static func encoded(_ value: JSONValue) -> String {
    switch value {
    case .null: "null"
    case .boolean(let value): String(value)
    case .number(let text): text
    case .string(let text): JSONText.quoted(text)
    case .array(let elements): "[" + elements.map(encoded).joined(separator: ",") + "]"
    case .object(let members):
      "{" + members.map { JSONText.quoted($0) + ":" + encoded($1) }.joined(separator: ",") + "}"
    }
  }

  @Test func `what is cut off or altered behind the compression never traps`() throws {
    let made = try #require(try Corpus.json("dcc/synthetic/cases.json") as? [String: Any])
    let test = try #require((made["cases"] as? [[String: Any]])?.first)
    let text = try #require(test["TEXT"] as? String)
    let message = try Zlib.inflate(try Base45.decode(Array(text.utf8.dropFirst(4))), limit: 65_536)
    #expect(throws: Never.self) { try UnverifiedHCERT(message).unverifiedStatement() }
    for end in message.indices {
      #expect(throws: ForeignFailure.self) { try UnverifiedHCERT(Array(message[..<end])) }
    }
    for offset in message.indices {
      for bit in 0..<8 {
        var altered = message
        altered[offset] ^= 1 << UInt8(bit)
        _ = try? UnverifiedHCERT(altered).unverifiedStatement()
      }
    }
  }

  @Test func `CBOR becomes the JSON that rules are written over`() throws {
    func json(_ hex: String) throws -> JSONValue {
      try CBORDecoder.decode(try Corpus.bytes(hex: hex), limits: .foreign).json
    }
    #expect(try json("F93C00") == .number("1"))
    #expect(try json("FA40200000") == .number("2.5"))
    #expect(try json("FB7FF8000000000000") == .null)
    #expect(try json("F97C00") == .null)
    #expect(try json("F90001") == .number("5.960464477539063e-08"))
    #expect(try json("3B7FFFFFFFFFFFFFFF") == .number("-9223372036854775808"))
    #expect(try json("3BFFFFFFFFFFFFFFFF") == .number("-18446744073709551616"))
    #expect(try json("1BFFFFFFFFFFFFFFFF") == .number("18446744073709551615"))
    #expect(try json("F5") == .boolean(true))
    #expect(try json("F7") == .null)
    #expect(try json("6420612020") == .string("a"))
    #expect(try json("622020") == .string(""))
    #expect(try json("4201FF") == .string("Af8"))
    #expect(
      try json("C074323032312D30352D30345430303A30303A30305A") == .string("2021-05-04T00:00:00Z"))
    #expect(try json("C100") == .string("1970-01-01T00:00:00Z"))
    #expect(try json("C1FB41D452D9EC200000") == .string("2013-03-21T20:04:00Z"))
    #expect(try json("D8640A") == .string("1970-01-11"))
    #expect(try json("D86420") == .null)
    #expect(try json("C11BFFFFFFFFFFFFFFFF") == .null)
    #expect(try json("A20161616162F4") == .object(["1": .string("a"), "b": .boolean(false)]))
  }
}
