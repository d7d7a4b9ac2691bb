import Glibc
import HCodeCore

/// The texts that a hand-held scanner types, as they come. Ends: LF, CR, CRLF and Tab; empty lines are passed over.
struct ScannerLines {
  /// Longer than any code in any spelling: UTF-8 of full-width forms takes three bytes a character. Of a longer line the
  /// rest is dropped as it comes, so that memory stays flat, and what is kept is too long to be a code.
  static let longestLine = 3 * HealthCode.maximumCharacters + 64

  private let descriptor: Int32
  private var buffer: [UInt8] = []
  private var position = 0
  /// Lines given so far.
  private(set) var count = 0

  init(descriptor: Int32) { self.descriptor = descriptor }

  /// The next line without its end; nil when the scanner is gone.
  mutating func next() throws -> [UInt8]? {
    var line: [UInt8] = []
    while true {
      if position == buffer.count, try !fill() {
        return line.isEmpty ? nil : finish(line)
      }
      let byte = buffer[position]
      position += 1
      if byte == 0x0A || byte == 0x0D || byte == 0x09 {
        if !line.isEmpty { return finish(line) }
      } else if line.count <= Self.longestLine {
        line.append(byte)
      }
    }
  }

  private mutating func finish(_ line: [UInt8]) -> [UInt8] {
    count += 1
    return line
  }

  private mutating func fill() throws -> Bool {
    while true {
      var count = 0
      buffer = [UInt8](unsafeUninitializedCapacity: 65_536) { bytes, initialised in
        count = read(descriptor, bytes.baseAddress, bytes.count)
        initialised = max(count, 0)
      }
      position = 0
      if count >= 0 { return count > 0 }
      if errno != EINTR { throw FileReading.failure(errno, FileName(bytes: [0x2D])) }
    }
  }
}
