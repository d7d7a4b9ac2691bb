import Foundation
@testable import HCodeBase
@testable import HCodeCore
import Testing

/// Entries and openings of another generator (conformance/make/make_act_vectors.py).
@Suite struct ActVectorTests {
  struct Vector: Decodable {
    struct Expectation: Decodable {
      let outcome: String
      let index: UInt32?
      let reason: UInt64?
      let order: String?
    }
    let comment: String
    let entry: String?
    let first: String?
    let second: String?
    let opening: String?
    let expect: Expectation
  }

  private static func vectors(_ kind: String) throws -> [Vector] {
    try ["entries", "openings"].flatMap { folder in
      try FileManager.default.contentsOfDirectory(
        at: VectorTests.kit.appendingPathComponent("\(folder)/\(kind)"),
        includingPropertiesForKeys: nil)
    }.map { try JSONDecoder().decode(Vector.self, from: Data(contentsOf: $0)) }
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
        let opening = try #require(ActOpening(try Self.bytes(vector.opening)), "\(vector.comment)")
        #expect(opening.opened != nil, "\(vector.comment)")
        #expect(
          opening.index == vector.expect.index && opening.grounds.order == vector.expect.order)
        #expect(opening.grounds.reason.rawValue == vector.expect.reason)
      } else {
        let bytes = try Self.bytes(vector.entry)
        let entry = try SignedAct(bytes)
        #expect(entry.encoded == bytes, "\(vector.comment)")
        #expect(try Self.isSigned(entry, vector), "\(vector.comment)")
        #expect((entry.secondKey == nil) == (vector.second == nil), "\(vector.comment)")
      }
    }
  }

  @Test func `bad entries and openings are refused`() throws {
    let vectors = try Self.vectors("bad")
    #expect(vectors.count >= 100)
    for vector in vectors {
      switch vector.expect.outcome {
      case "malformed":
        let bytes = try Self.bytes(vector.entry)
        #expect(throws: SignedAct.Malformed.self, "\(vector.comment)") { try SignedAct(bytes) }
      case "unsigned":
        let entry = try SignedAct(try Self.bytes(vector.entry))
        #expect(try !Self.isSigned(entry, vector), "\(vector.comment)")
      default:
        let opening = ActOpening(try Self.bytes(vector.opening))
        #expect(opening?.opened == nil, "\(vector.comment)")
      }
    }
  }
}
