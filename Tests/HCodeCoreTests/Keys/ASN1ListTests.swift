@testable import HCodeBase
@testable import HCodeFormats
import Testing

struct ASN1ListTests {
  @Test func `what is written is read`() throws {
    let numbers: [[UInt8]] = [[], [1], [0x7F], [0x80], [UInt8](repeating: 0xAB, count: 300)]
    let sequence = DER.element(.sequence, numbers.flatMap { DER.integer($0) })
    let elements = try #require(OpenSSL.elements(sequence))
    #expect(elements.map(\.magnitude) == numbers)
    #expect(OpenSSL.elements(DER.sequence(sequence))?.first?.elements?.count == numbers.count)
  }

  @Test func `cut off anywhere it is nothing`() {
    let sequence = DER.sequence(DER.integer([1]), DER.integer([UInt8](repeating: 1, count: 200)))
    for end in 0..<sequence.count {
      #expect(OpenSSL.elements(Array(sequence[..<end]))?.count == nil)
    }
  }

  // Long forms of short lengths, an indefinite length, something behind it.
  @Test(
    arguments: [
      [0x30, 0x81, 0x03, 0x02, 0x01, 0x05], [0x30, 0x80, 0x02, 0x01, 0x05, 0x00, 0x00],
      [0x30, 0x04, 0x02, 0x81, 0x01, 0x05], [0x30, 0x03, 0x02, 0x01, 0x05, 0x00],
      [0x02, 0x01, 0x05],
    ] as [[UInt8]])
  func `another spelling is refused`(bytes: [UInt8]) {
    #expect(OpenSSL.elements(bytes)?.count == nil)
  }

  @Test(
    arguments: [[0x02, 0x01, 0x80], [0x02, 0x02, 0x00, 0x7F], [0x02, 0x00], [0x04, 0x01, 0x05]]
      as [[UInt8]])
  func `a negative or padded integer is none`(bytes: [UInt8]) {
    #expect(OpenSSL.elements(DER.sequence(bytes))?.first?.magnitude == nil)
  }
}
