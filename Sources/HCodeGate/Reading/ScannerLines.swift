import HCodeCore

/// The texts that a hand-held scanner types, as they come. Ends: LF, CR, CRLF and Tab; empty lines are passed over.
package struct ScannerLines {
  /// Longer than any code in any spelling: UTF-8 of full-width forms takes three bytes a character. Of a longer line the
  /// rest is dropped as it comes, so that memory stays flat, and what is kept is too long to be a code.
  package static let longestLine = 3 * HealthCode.maximumCharacters + 64

  private let read: () throws -> ScannerInput
  private var buffer: [UInt8] = []
  private var position = 0
  /// Lines given so far.
  package private(set) var count = 0

  /// Lines of what the closure gives.
  package init(_ read: @escaping () throws -> ScannerInput) { self.read = read }

  /// The next line without its end; nil when the scanner is gone.
  package mutating func next() throws -> [UInt8]? {
    var line: [UInt8] = []
    while true {
      while position < buffer.count {
        let byte = buffer[position]
        position += 1
        if byte == 0x0A || byte == 0x0D || byte == 0x09 {
          if !line.isEmpty { return finish(line) }
        } else if line.count <= Self.longestLine {
          line.append(byte)
        }
      }
      switch try read() {
      case .bytes(let bytes):
        buffer = bytes
        position = 0
      case .pause: if !line.isEmpty { return finish(line) }
      case .interruption: line = []
      case .stopped: return nil
      case .end: return line.isEmpty ? nil : finish(line)
      }
    }
  }

  private mutating func finish(_ line: [UInt8]) -> [UInt8] {
    count += 1
    return line
  }
}
