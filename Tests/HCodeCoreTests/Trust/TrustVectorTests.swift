import Foundation
@testable import HCodeBase
@testable import HCodeCore
@testable import HCodeTrust
import Testing

/// `conformance/lists`: every good and bad list of docs/trust.md, through the library.
struct TrustVectorTests {
  struct Vector: Decodable {
    struct Expectation: Decodable { var outcome: String }
    var comment, file, at: String
    var expect: Expectation
    var held: [String]?
    var roots: [String]
  }

  static let folder = VectorTests.kit.appendingPathComponent("lists")

  private static func decoded(_ base64: String) throws -> [UInt8] {
    Array(try #require(Data(base64Encoded: base64)))
  }

  /// `accepted`, or the name of the refusal.
  static func outcome(_ vector: Vector) throws -> String {
    let now = try #require(Timestamp(rfc3339: vector.at))
    let pins = try vector.roots.map { text in
      let padded = text.replacing("-", with: "+").replacing("_", with: "/") + "="
      let key = Ed25519PublicKey(bytes: try decoded(padded))
      return TrustHoldings.Pin.rootKey(try #require(key))
    }
    var holdings = TrustHoldings()
    for held in vector.held ?? [] {
      _ = try holdings.take(SignedTrustList(bytes: decoded(held)), pins: pins, at: now)
    }
    let before = holdings.catalogue
    let bytes = try decoded(vector.file)
    let file: ImportableFile
    do throws(ImportRefusal) {
      file = .trustList(try SignedTrustList(bytes: bytes))
    } catch {
      return error.name.rawValue
    }
    let results = holdings.take(
      [TrustHoldings.Incoming(name: "file", file: file)], pins: pins, at: now, object: { _ in nil })
    guard let refusal = results.lazy.compactMap(\.refusal).first else { return "accepted" }
    #expect(holdings.catalogue == before, "what is refused changes nothing")
    return refusal.name.rawValue
  }

  static func disagreements(_ kind: String) throws -> (count: Int, wrong: [String]) {
    let files = try FileManager.default.contentsOfDirectory(
      at: folder.appendingPathComponent(kind), includingPropertiesForKeys: nil
    ).filter { $0.pathExtension == "json" }
    var wrong: [String] = []
    for file in files {
      let vector = try JSONDecoder().decode(Vector.self, from: Data(contentsOf: file))
      let said = try outcome(vector)
      if said != vector.expect.outcome { wrong.append("\(file.lastPathComponent): \(said)") }
    }
    return (files.count, wrong)
  }

  @Test func `every good list is taken`() throws {
    let (count, wrong) = try Self.disagreements("good")
    #expect(count >= 15)
    #expect(wrong == [])
  }

  @Test func `every bad list is refused by the name of its refusal`() throws {
    let (count, wrong) = try Self.disagreements("bad")
    #expect(count >= 150)
    #expect(wrong == [])
  }
}
