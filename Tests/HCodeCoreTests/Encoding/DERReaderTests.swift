@testable import HCodeBase
import Testing

struct DERReaderTests {
  @Test func `what is written is read`() throws {
    let numbers: [[UInt8]] = [[], [1], [0x7F], [0x80], [UInt8](repeating: 0xAB, count: 300)]
    let sequence = DER.element(.sequence, numbers.flatMap { DER.integer($0) })
    let elements = try #require(DERReader.only(sequence)?.elements)
    #expect(elements.map(\.magnitude) == numbers)
  }

  @Test func `cut off anywhere it is nothing`() {
    let sequence = DER.sequence(DER.integer([1]), DER.integer([UInt8](repeating: 1, count: 200)))
    for end in 0..<sequence.count { #expect(DERReader.only(Array(sequence[..<end])) == nil) }
  }

  // Long forms of short lengths, an indefinite length, a length of too many bytes, a tag of several bytes, something behind it.
  @Test(
    arguments: [
      [0x02, 0x81, 0x01, 0x05], [0x02, 0x82, 0x00, 0x81, 0x05], [0x30, 0x80, 0x00, 0x00],
      [0x02, 0x84, 0x00, 0x00, 0x00, 0x01, 0x05], [0x1F, 0x81, 0x01, 0x00],
      [0x02, 0x01, 0x05, 0x00],
    ] as [[UInt8]])
  func `another spelling is refused`(bytes: [UInt8]) { #expect(DERReader.only(bytes) == nil) }

  @Test(
    arguments: [[0x02, 0x01, 0x80], [0x02, 0x02, 0x00, 0x7F], [0x02, 0x00], [0x04, 0x01, 0x05]]
      as [[UInt8]])
  func `a negative or padded integer is none`(bytes: [UInt8]) {
    #expect(DERReader.only(bytes)?.magnitude == nil)
  }
}
