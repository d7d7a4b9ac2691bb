@testable import HCodeCore
import Testing

struct LogProofTests {
  private func proof(hashLine: [UInt8]) -> [UInt8] {
    let head = "c2sp.org/tlog-proof@v1\nextra AAAA\nindex 3\n"
    let note =
      "health.example/log\n5\nzM/tjKgC4lFmnV2gPXjjLJgWahBnWumcayrmLRCq87U=\n\n— health.example/log IgBHDxOdAw==\n"
    return Array(head.utf8) + hashLine + [0x0A] + Array(note.utf8)
  }

  // Found by the fuzz target: the line ended the hashes, and was gone when the proof was written again.
  @Test func `a line of hashes that is no text makes it no proof`() {
    #expect(LogProof(proof(hashLine: [0xD2, 0xFF, 0x0A])) == nil)
    #expect(LogProof(proof(hashLine: [])).map(\.bytes) == proof(hashLine: []))
  }
}
