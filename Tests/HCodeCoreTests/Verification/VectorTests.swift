import Foundation
@testable import HCodeBase
@testable import HCodeCore
@testable import HCodeTrust
import Testing

/// `conformance/codes`: every good and bad code of docs/format.md §8, through the library.
struct VectorTests {
  struct Vector: Decodable {
    struct Expectation: Decodable { var verdict: String, reason: String, status: String? }
    struct Key: Codable {
      var kty, crv, alg, use, x, kid, issuer, name, created, expires: String
    }
    var rule, text, at: String
    var trust: [Key]
    var expect: Expectation
  }

  /// The conformance kit.
  static let kit = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().appendingPathComponent("../../../conformance")

  static func files(_ kind: String) throws -> [URL] {
    try FileManager.default.contentsOfDirectory(
      at: kit.appendingPathComponent("codes/\(kind)"), includingPropertiesForKeys: nil
    ).filter { $0.pathExtension == "json" }
  }

  /// Runs a folder of vectors and returns what disagrees.
  static func disagreements(_ kind: String) throws -> (count: Int, wrong: [String]) {
    let files = try files(kind)
    var wrong: [String] = []
    for file in files {
      let vector = try JSONDecoder().decode(Vector.self, from: Data(contentsOf: file))
      var trusted = TrustedKeys()
      for key in vector.trust {
        try trusted.insert(IssuerKey(json: Array(JSONEncoder().encode(key))))
      }
      let now = try #require(Timestamp(rfc3339: vector.at))
      let verdict = Verifier(trust: trusted, timeFrom: .question).verdict(
        on: Array(vector.text.utf8), at: now)
      let said = [
        verdict.word, verdict.reasons.first?.rawValue,
        verdict.certificate?.healthCode?.claims.status.description,
      ]
      let status = vector.expect.status ?? said[2]
      if said != [vector.expect.verdict, vector.expect.reason, status] {
        wrong.append("\(file.lastPathComponent): \(said) \(verdict.detail ?? "")")
      }
    }
    return (files.count, wrong)
  }

  @Test func `every good vector is accepted with its colour`() throws {
    let (count, wrong) = try Self.disagreements("good")
    #expect(count >= 30)
    #expect(wrong == [])
  }

  @Test func `every bad vector is refused by the name of the rule that it breaks`() throws {
    let (count, wrong) = try Self.disagreements("bad")
    #expect(count >= 60)
    #expect(wrong == [])
  }
}
