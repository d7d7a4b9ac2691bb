@testable import HCodeBase
import Testing

struct ZIPFileTests {
  private static func little(_ number: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
  }

  /// A file of one entry as any packer writes it, with what is asked for otherwise.
  private static func file(
    _ content: [UInt8], name: String = "a", method: Int = 0, packed: [UInt8]? = nil,
    flags: Int = 0, crc: Int? = nil, unpacked: Int? = nil, descriptor: [UInt8]? = nil,
    between: [UInt8] = [], localOffset: Int = 0
  ) -> [UInt8] {
    let packed = packed ?? content
    let crc = crc ?? content.withUnsafeBytes { Int(Zlib.crc32($0)) }
    let numbers = little(crc, 4) + little(packed.count, 4) + little(unpacked ?? content.count, 4)
    let isDescribed = descriptor != nil
    let flags = flags | (isDescribed ? 8 : 0)
    let start = little(20, 2) + little(flags, 2) + little(method, 2) + little(0, 4)
    let local =
      [0x50, 0x4B, 3, 4] + start + (isDescribed ? [UInt8](repeating: 0, count: 12) : numbers)
      + little(name.utf8.count, 2) + little(0, 2) + Array(name.utf8) + packed
      + (descriptor.map { $0 + numbers } ?? []) + between
    let directory =
      [0x50, 0x4B, 1, 2] + little(20, 2) + start + numbers + little(name.utf8.count, 2)
      + little(0, 12) + little(localOffset, 4) + Array(name.utf8)
    return local + directory + [0x50, 0x4B, 5, 6] + little(0, 4) + little(1, 2) + little(1, 2)
      + little(directory.count, 4) + little(local.count, 4) + little(0, 2)
  }

  private func error(_ file: [UInt8], limit: Int = 1 << 16) -> ZIPFile.ReadingError? {
    do throws(ZIPFile.ReadingError) {
      _ = try ZIPFile.only(file, limit: limit)
      return nil
    } catch { return error }
  }

  private static let text = Array("content, content, content".utf8)
  private static let stored: [UInt8] = [1, 25, 0, 0xE6, 0xFF] + text

  @Test func `one entry is read, stored or deflated, with its numbers before or behind it`() throws
  {
    for file in [
      Self.file(Self.text), Self.file(Self.text, method: 8, packed: Self.stored),
      Self.file(Self.text, descriptor: [0x50, 0x4B, 7, 8]), Self.file(Self.text, descriptor: []),
    ] {
      let (name, content) = try ZIPFile.only(file, limit: Self.text.count)
      #expect(name == Array("a".utf8) && content == Self.text)
      #expect(error(file, limit: Self.text.count - 1) == .tooLarge)
    }
  }

  @Test func `what the directory does not account for is refused`() {
    #expect(error(Self.file(Self.text, between: [0])) == .malformed)
    #expect(error(Self.file(Self.text, localOffset: 1)) == .malformed)
    #expect(error(Self.file(Self.text) + [0]) == .malformed)
    #expect(error([0] + Self.file(Self.text)) == .malformed)
    #expect(error(Self.file(Self.text, crc: 1)) == .damaged)
    #expect(error(Self.file(Self.text, unpacked: 24)) == .damaged)
    #expect(error(Self.file(Self.text, method: 8, packed: Self.stored + [0])) == .damaged)
    #expect(error(Self.file(Self.text, method: 9)) == .unsupported)
    #expect(error(Self.file(Self.text, flags: 1)) == .unsupported, "encrypted")
    #expect(error(Self.file(Self.text, unpacked: 0xFFFF_FFFF)) == .tooLarge)
  }

  @Test func `a file that is cut off or altered gives other bytes nowhere`() {
    for file in [
      Self.file(Self.text), Self.file(Self.text, method: 8, packed: Self.stored),
      Self.file(Self.text, descriptor: [0x50, 0x4B, 7, 8]),
    ] {
      for length in 0..<file.count { #expect(error(Array(file.prefix(length))) != nil) }
      for place in file.indices {
        for bit in 0..<8 {
          var altered = file
          altered[place] ^= 1 << bit
          let content = (try? ZIPFile.only(altered, limit: 1 << 16))?.content
          #expect(content == nil || content == Self.text)
        }
      }
    }
  }
}
