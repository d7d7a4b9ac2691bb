@testable import HCodeBase
@testable import HCodeCore
import Testing

struct StatusListTests {
  @Test(.corpus) func `the lists of the draft with two bits a code read as the draft says`() throws
  {
    let file = try #require(
      try Corpus.json("crypto/token-status-list/vectors.json") as? [String: Any])
    var count = 0
    for vector in try #require(file["lists"] as? [[String: Any]]) where vector["bits"] as? Int == 2
    {
      let encoded = try Corpus.bytes(hex: try #require(vector["status_list_cbor_hex"] as? String))
      guard case .map(let members) = try CBORDecoder.decode(encoded, limits: .list),
        let lst = members.first(where: { $0.key == .text("lst") })?.value.byteString
      else {
        Issue.record("no list")
        continue
      }
      let list = try #require(
        StatusList(bytes: try Zlib.inflate(lst, limit: StatusList.maximumBytes)))
      #expect(list.count == vector["entries"] as? Int)
      let statuses = try #require(vector["statuses"] as? [String: Int])
      for (index, status) in statuses {
        #expect(list[try #require(UInt32(index))]?.rawValue == UInt8(status))
      }
      if vector["others"] as? Int == 0 {
        let changed = statuses.values.filter { $0 != 0 }.count
        #expect(list.counts[.asSigned] == list.count - changed)
      }
      count += 1
    }
    #expect(count >= 2)
  }

  @Test func `what is set is read back and nothing beside it changes`() throws {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<50 {
      let capacity = Int.random(in: 1...3000, using: &generator)
      var list = try #require(StatusList(capacity: capacity))
      var model = [CodeStatus](repeating: .asSigned, count: list.count)
      for _ in 0..<200 {
        let index = Int.random(in: 0..<list.count, using: &generator)
        let status = try #require(CodeStatus.allCases.randomElement(using: &generator))
        let isSet = list.set(status, at: UInt32(index))
        #expect(isSet)
        model[index] = status
      }
      #expect((0..<list.count).allSatisfy { list[UInt32($0)] == model[$0] })
      for status in CodeStatus.allCases {
        #expect(list.counts[status] == model.filter { $0 == status }.count)
      }
    }
  }

  @Test func `an index outside is no answer`() throws {
    var list = try #require(StatusList(capacity: 12))
    #expect(list[11] == .asSigned && list[12] == nil && list[.max] == nil)
    let isSet = list.set(.revoked, at: 12)
    #expect(!isSet)
    #expect(StatusList(bytes: []) == nil && StatusList(capacity: 0) == nil)
    #expect(StatusList(capacity: StatusList.maximumCount + 1) == nil)
  }

  @Test func `gravity goes from as signed over suspended and revoked to red`() {
    #expect(CodeStatus.allCases.sorted() == [.asSigned, .suspended, .revoked, .raisedToRed])
    for status in CodeStatus.allCases { #expect(CodeStatus(word: status.word) == status) }
    #expect(CodeStatus(word: "green") == nil)
  }
}
