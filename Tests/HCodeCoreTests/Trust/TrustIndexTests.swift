@testable import HCodeBase
@testable import HCodeCore
@testable import HCodeFormats
@testable import HCodeTrust
import Testing

/// What stands in an index under many names at once.
@Suite struct TrustIndexTests {
  private static func hash(_ number: Int) -> [UInt8] {
    Array(Sodium.sha256(Array("\(number)".utf8)).prefix(16))
  }

  private static func batch(_ hashes: some Sequence<Int>, country: String) -> [UInt8] {
    let entries = hashes.map { #""\#(Base64.encode(hash($0)))""# }.joined(separator: ",")
    return Array(
      #"{"country":"\#(country)","expires":"2030-06-01T00:00:00Z","kid":"UNKNOWN_KID","hashType":"UCI","entries":[\#(entries)]}"#
        .utf8)
  }

  private static func index(_ files: [[UInt8]]) throws -> [UInt8] {
    var holdings = TrustHoldings()
    for file in files {
      _ = try holdings.takeForeign(file, ForeignImportRequest(.dcc), at: Authority.now)
    }
    return try #require(holdings.index)
  }

  private static func countries(_ number: Int, in file: [UInt8]) throws -> [String] {
    let name = ForeignKeyName(.dcc, issuer: "revoked/UCI", identifier: hash(number))
    return try TrustIndex(MemoryBytes(bytes: file)).foreignRecords(name).compactMap {
      $0.content.array?[1].textString
    }
  }

  @Test func `each hash of a batch is found, in every file that has it, and no other`() throws {
    let file = try Self.index([
      Self.batch(0..<2000, country: "AT"), Self.batch(1990..<3000, country: "BE"),
    ])
    #expect(try Self.countries(0, in: file) == ["AT"])
    #expect(try Self.countries(1989, in: file) == ["AT"])
    #expect(Set(try Self.countries(1995, in: file)) == ["AT", "BE"])
    #expect(try Self.countries(2999, in: file) == ["BE"])
    #expect(try Self.countries(3000, in: file).isEmpty)
    let other = ForeignKeyName(.dcc, issuer: "revoked/SIGNATURE", identifier: Self.hash(0))
    #expect(try TrustIndex(MemoryBytes(bytes: file)).foreignRecords(other).isEmpty)
  }

  @Test func `a hash takes a row of the table and no record of its own`() throws {
    let few = try Self.index([Self.batch(0..<1000, country: "AT")])
    let many = try Self.index([Self.batch(0..<3000, country: "AT")])
    #expect(many.count - few.count == 2000 * 48)
    // One that is there twice counts once.
    #expect(try Self.index([Self.batch(Array(0..<1000) + [5], country: "AT")]).count == few.count)
  }

  @Test func `an index of another version is not read`() throws {
    var file = try Self.index([Self.batch(0..<10, country: "AT")])
    file.replaceSubrange(0..<8, with: Array("HCTRUST3".utf8))
    file.replaceSubrange(48..<80, with: Sodium.sha256(Array(file[..<48])))
    #expect(throws: TrustIndex.DamageError.self) { try Self.countries(3, in: file) }
  }

  @Test func `how many entries of a file the next one lacks is told`() throws {
    var holdings = TrustHoldings()
    var request = ForeignImportRequest(.dcc)
    request.url = "https://a.example/batch"
    func take(_ numbers: Range<Int>) throws -> Int {
      try holdings.takeForeign(
        Self.batch(numbers, country: "AT"), request, at: Authority.now
      ).0.removedEntryCount
    }
    #expect(try take(0..<100) == 0)
    #expect(try take(10..<90) == 20)
    #expect(try take(10..<90) == 0)
    #expect(try take(200..<300) == 80)
  }

  @Test func `more entries of one name than a scan can look at are refused`() throws {
    let same = Self.batch([7], country: "AT")
    func file(_ count: Int) -> [UInt8] {
      Array("[".utf8) + [[UInt8]](repeating: same, count: count).joined(separator: [0x2C])
        + Array("]".utf8)
    }
    #expect(try Self.countries(7, in: Self.index([file(InputBudget.namesakes)])).count == 256)
    let refusal = #expect(throws: ImportRefusal.self) {
      try Self.index([file(InputBudget.namesakes + 1)])
    }
    #expect(refusal?.name == .tooLarge)
  }

  private static func holdings() throws -> TrustHoldings {
    var holdings = TrustHoldings()
    let roots = try Authority.role(1, [1])
    let list = try Authority.list(
      roots: roots,
      issuers: [
        Authority.issuer("CN-HA-ZZ", key: 5), Authority.issuer("CN-HA-KF", key: 6),
        Authority.issuer("CN-HA", key: 7),
      ], recognitions: [Authority.recognition("CN-HB", roots: Authority.role(1, [8]))])
    _ = try holdings.take(
      Authority.signed(list, by: [1]), pins: [.fingerprint(roots.fingerprint)], at: Authority.now)
    return holdings
  }

  @Test func `a flipped bit changes no answer: it is found, or nothing was asked of it`() throws {
    let file = try #require(try Self.holdings().index)
    let whole = try TrustIndex(MemoryBytes(bytes: file))
    let numbers: [UInt8] = [5, 6, 7, 9]
    let identifiers = try numbers.map { try Authority.publicKey($0).identifier }
    let issuer = Authority.identifier("CN-HB-WH")
    // Sets are printed in any order, so characters are compared in one.
    func answers(_ index: TrustIndex) -> [String] {
      identifiers.map { identifier in
        (try? index.keyRecord(identifier)).map { String("\($0)".sorted()) } ?? "damaged"
      } + [(try? index.speaker(for: issuer)).map { "\($0 as Any)" } ?? "damaged"]
    }
    let right = answers(whole)
    #expect(!right.contains("damaged"))
    for place in stride(from: 0, to: file.count, by: 3) {
      var damaged = file
      damaged[place] ^= 1 << UInt8(place % 8)
      guard let index = try? TrustIndex(MemoryBytes(bytes: damaged)) else { continue }
      for (answer, right) in zip(answers(index), right) {
        #expect(answer == right || answer == "damaged")
      }
    }
  }

  @Test func `what the keys of an issuer have in common stands in the index once`() throws {
    var holdings = TrustHoldings()
    let roots = try Authority.role(1, [1])
    let names = try #require(AuthorityNames(["en": String(repeating: "N", count: 96)]))
    let keys = try (10..<60).map { number in
      try #require(Authority.issuer("CN-HA-ZZ", key: number).keys.first)
    }
    let issuer = try #require(
      ListedIssuer(
        identifier: Authority.identifier("CN-HA-ZZ"), names: names, keys: keys,
        appeal: String(repeating: "a", count: 200)))
    let list = try Authority.list(roots: roots, issuers: [issuer])
    let signed = try Authority.signed(list, by: [1])
    _ = try holdings.take(signed, pins: [.fingerprint(roots.fingerprint)], at: Authority.now)
    let index = try #require(holdings.index)
    #expect(index.count < signed.bytes.count * 13 / 10)
    #expect(String(decoding: index, as: UTF8.self).split(separator: "aaaaaaaa").count < 60)
  }
}
