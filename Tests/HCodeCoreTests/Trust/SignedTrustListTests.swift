@testable import HCodeCore
@testable import HCodeBase
@testable import HCodeTrust
import Testing

struct SignedTrustListTests {
  @Test func `a key that signs twice counts once and changes no byte`() throws {
    let list = try Authority.list(roots: Authority.role(2, [1, 2, 3]))
    var signed = try Authority.signed(list, by: [1])
    let bytes = signed.bytes
    try signed.sign(with: Authority.key(1))
    #expect(signed.bytes == bytes)
    #expect(signed.signers.count == 1 && !signed.isComplete)
  }

  @Test func `copies come together in whatever order to the same bytes`() throws {
    let list = try Authority.list(roots: Authority.role(3, [1, 2, 3]))
    let copies = try [1, 2, 3].map { try Authority.signed(list, by: [$0]) }
    var results: Set<[UInt8]> = []
    for order in [[0, 1, 2], [2, 1, 0], [1, 0, 2], [1, 2, 0]] {
      var merged = copies[order[0]]
      let first = merged.merge(copies[order[1]])
      let second = merged.merge(copies[order[2]])
      #expect(first && second && merged.isComplete)
      results.insert(merged.bytes)
    }
    #expect(results.count == 1)
  }

  @Test func `another list gives none of its signatures`() throws {
    let roots = try Authority.role(2, [1, 2])
    var mine = try Authority.signed(Authority.list(roots: roots), by: [1])
    let other = try Authority.signed(Authority.list(roots: roots, name: "Hubei"), by: [2])
    #expect(mine.merge(other) == false)
    #expect(mine.message.signatures.count == 1)
  }

  @Test func `signatures of strangers count for nothing`() throws {
    let list = try Authority.list(roots: Authority.role(2, [1, 2, 3]))
    let signed = try Authority.signed(list, by: [1, 7, 8, 9])
    #expect(signed.signers.count == 1 && !signed.isComplete)
  }

  @Test func `a false signature is taken out so that the true one can come in`() throws {
    let roots = try Authority.role(2, [1, 2])
    let list = try Authority.list(roots: roots)
    // The signature of the same key over another list, carried over.
    let other = try Authority.signed(Authority.list(roots: roots, name: "Hubei"), by: [1])
    let genuine = try Authority.signed(list, by: [1])
    let bytes = genuine.bytes
    let wrong = other.bytes.suffix(64)
    var damaged = try SignedTrustList(bytes: Array(bytes.dropLast(64) + wrong))
    #expect(damaged.signers.isEmpty)
    let dropped = damaged.dropFalseSignatures(of: roots.keys)
    #expect(dropped == [try Authority.publicKey(1).identifier])
    let isMerged = damaged.merge(genuine)
    #expect(isMerged)
    #expect(damaged.bytes == bytes)
  }

  @Test func `a stranger's signature is left out when it is known who may sign`() throws {
    let roots = try Authority.role(1, [1])
    var signed = try Authority.signed(Authority.list(roots: roots), by: [1, 9])
    #expect(signed.dropSignatures(notOf: roots.keys) == 1)
    #expect(signed.signers.count == 1 && signed.message.signatures.count == 1)
  }

  @Test func `no cut and no flipped bit of a signed list counts as signed`() throws {
    let list = try Authority.list(
      roots: Authority.role(1, [1]), issuers: [Authority.issuer("CN-HA-ZZ", key: 5)])
    let bytes = try Authority.signed(list, by: [1]).bytes
    for end in bytes.indices {
      #expect(throws: ImportRefusal.self) { try SignedTrustList(bytes: Array(bytes[..<end])) }
    }
    for place in bytes.indices {
      var changed = bytes
      changed[place] ^= 1 << UInt8(place % 8)
      if let read = try? SignedTrustList(bytes: changed) { #expect(!read.isComplete) }
    }
  }
}
