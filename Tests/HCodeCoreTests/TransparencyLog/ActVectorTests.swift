import Foundation
@testable import HCodeBase
@testable import HCodeCore
import Testing

/// Entries and openings of another generator (Tests/Vectors/make_act_vectors.py).
@Suite struct ActVectorTests {
  struct Vector: Decodable {
    let name: String
    let entry: String?
    let first: String?
    let second: String?
    let opening: String?
    let expect: String?
    let index: UInt32?
    let reason: UInt64?
    let order: String?
  }

  private static func vectors(_ kind: String) throws -> [Vector] {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Vectors/acts/\(kind)")
    return try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .map { try JSONDecoder().decode(Vector.self, from: Data(contentsOf: $0)) }
  }

  private static func bytes(_ text: String?) throws -> [UInt8] {
    try #require(text.flatMap { Base64.decode($0) })
  }

  private static func isSigned(_ entry: SignedAct, _ vector: Vector) throws -> Bool {
    let first = try #require(Ed25519PublicKey(bytes: bytes(vector.first)))
    guard let second = vector.second else { return entry.isSigned(by: first) }
    let other = try #require(Ed25519PublicKey(bytes: bytes(second)))
    return entry.isSigned(by: first) && entry.isCountersigned(by: other)
  }

  @Test func `good entries and openings are taken`() throws {
    let vectors = try Self.vectors("good")
    #expect(vectors.count >= 20)
    for vector in vectors {
      if vector.opening != nil {
        let opening = try #require(ActOpening(try Self.bytes(vector.opening)), "\(vector.name)")
        #expect(opening.opened != nil, "\(vector.name)")
        #expect(opening.index == vector.index && opening.grounds.order == vector.order)
        #expect(opening.grounds.reason.rawValue == vector.reason)
      } else {
        let bytes = try Self.bytes(vector.entry)
        let entry = try SignedAct(bytes)
        #expect(entry.encoded == bytes, "\(vector.name)")
        #expect(try Self.isSigned(entry, vector), "\(vector.name)")
        #expect((entry.secondKey == nil) == (vector.second == nil), "\(vector.name)")
      }
    }
  }

  @Test func `bad entries and openings are refused`() throws {
    let vectors = try Self.vectors("bad")
    #expect(vectors.count >= 100)
    for vector in vectors {
      switch vector.expect {
      case "malformed":
        let bytes = try Self.bytes(vector.entry)
        #expect(throws: SignedAct.Malformed.self, "\(vector.name)") { try SignedAct(bytes) }
      case "unsigned":
        let entry = try SignedAct(try Self.bytes(vector.entry))
        #expect(try !Self.isSigned(entry, vector), "\(vector.name)")
      default:
        let opening = ActOpening(try Self.bytes(vector.opening))
        #expect(opening?.opened == nil, "\(vector.name)")
      }
    }
  }
}
