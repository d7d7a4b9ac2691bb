@testable import HCodePictures
import Testing

@Suite struct QREncoderTests {
  @Test func `a text becomes the smallest version that holds it`() throws {
    #expect(try QREncoder.encode(QRTestText.make(20), errorCorrection: .medium).version == 1)
    #expect(try QREncoder.encode(QRTestText.make(21), errorCorrection: .medium).version == 2)
    // The usual health code of docs/format.md.
    let symbol = try QREncoder.encode(QRTestText.make(262), errorCorrection: .medium)
    #expect(symbol.version == 9)
    #expect(symbol.size == 53)
    #expect(symbol.errorCorrection == .medium)
  }

  @Test(arguments: QRSymbol.ErrorCorrection.allCases)
  func `the capacity is exactly what version 40 holds`(level: QRSymbol.ErrorCorrection) throws {
    let maximum = QREncoder.capacity(level)
    let full = try QREncoder.encode(QRTestText.make(maximum), errorCorrection: level)
    #expect(full.version == 40)
    #expect(throws: QREncoderError.tooLong(count: maximum + 1, maximum: maximum)) {
      try QREncoder.encode(QRTestText.make(maximum + 1), errorCorrection: level)
    }
  }

  @Test(arguments: QRSymbol.ErrorCorrection.allCases)
  func `the mask is the one that the library would choose`(level: QRSymbol.ErrorCorrection) throws {
    // Every version that is weighed here, up to 11, one that is not, and many of the usual one.
    let counts = (0..<60).map { 1 + $0 * QREncoder.capacity(level) / 550 }
    for (seed, count) in (counts + [Int](repeating: 237, count: 100)).enumerated() {
      let text = QRTestText.make(count, seed: UInt64(seed))
      let weighed = try QREncoder.encode(text, errorCorrection: level)
      let chosen = try QREncoder.encode(text, errorCorrection: level, largestWeighed: 0)
      #expect(weighed == chosen, "\(count) characters, seed \(seed)")
    }
    // Long runs of one character give long runs of modules and patterns in larger proportions.
    for count in stride(from: 1, to: QREncoder.capacity(level) / 12, by: 3) {
      for byte in [UInt8(ascii: "0"), UInt8(ascii: ":")] {
        let text = [UInt8](repeating: byte, count: count)
        let weighed = try QREncoder.encode(text, errorCorrection: level)
        let chosen = try QREncoder.encode(text, errorCorrection: level, largestWeighed: 0)
        #expect(weighed == chosen, "\(count) of \(byte)")
      }
    }
  }

  @Test func `what is outside the alphanumeric set is refused where it stands`() throws {
    for byte in UInt8.min...UInt8.max where !QRTestText.alphabet.contains(byte) {
      #expect(throws: QREncoderError.outsideAlphabet(position: 2)) {
        try QREncoder.encode([0x41, 0x42, byte, 0x43], errorCorrection: .low)
      }
    }
    #expect(throws: QREncoderError.empty) { try QREncoder.encode([], errorCorrection: .low) }
    #expect(throws: Never.self) {
      try QREncoder.encode(QRTestText.alphabet, errorCorrection: .low)
    }
  }

  @Test func `a symbol has its finder patterns and is light outside itself`() throws {
    let symbol = try QREncoder.encode(QRTestText.make(50), errorCorrection: .quartile)
    let last = symbol.size - 1
    for (row, column) in [(0, 0), (0, last), (last, 0), (3, 3), (3, last - 3), (last - 3, 3)] {
      #expect(symbol.isDark(row: row, column: column))
    }
    #expect(!symbol.isDark(row: 1, column: 1))
    for (row, column) in [(-1, 0), (0, -1), (last + 1, 0), (0, last + 1), (.min, .max)] {
      #expect(!symbol.isDark(row: row, column: column))
    }
  }

  @Test func `modules that do not fill the version's square are no symbol`() {
    #expect(QRSymbol(version: 1, errorCorrection: .low, modules: []) == nil)
    let modules = [Bool](repeating: false, count: 21 * 21)
    #expect(QRSymbol(version: 0, errorCorrection: .low, modules: modules) == nil)
    #expect(QRSymbol(version: 41, errorCorrection: .low, modules: modules) == nil)
    #expect(QRSymbol(version: 1, errorCorrection: .low, modules: modules)?.size == 21)
  }
}
