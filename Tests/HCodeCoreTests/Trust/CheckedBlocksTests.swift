@testable import HCodeBase
@testable import HCodeTrust
import Testing

struct CheckedBlocksTests {
  private static func content(_ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ $0 >> 8) }
  }

  private static func blocks(_ file: [UInt8], of content: [UInt8]) -> CheckedBlocks? {
    CheckedBlocks(MemoryBytes(bytes: file), fileBytes: file.count, digest: Digest(of: content))
  }

  @Test(arguments: [0, 1, 511, 512, 513, 1024, 5000])
  func `any part of a content is read back`(count: Int) throws {
    let content = Self.content(count)
    let file = CheckedBlocks.file(content)
    #expect(file.count == CheckedBlocks.fileBytes(count))
    #expect(CheckedBlocks.content(of: file, digest: Digest(of: content)) == content)
    let blocks = try #require(Self.blocks(file, of: content))
    #expect(blocks.count == count)
    for offset in stride(from: 0, through: count, by: 97) {
      for length in [0, 1, 36, 600] where offset + length <= count {
        #expect(blocks.bytes(at: offset, count: length) == Array(content[offset..<offset + length]))
      }
    }
    #expect(blocks.bytes(at: count, count: 1) == nil)
    #expect(blocks.bytes(at: -1, count: 1) == nil)
    #expect(blocks.bytes(at: 0, count: .max) == nil)
  }

  @Test func `a flipped bit is found wherever it is`() throws {
    let content = Self.content(700)
    let file = CheckedBlocks.file(content)
    for place in file.indices {
      var damaged = file
      damaged[place] ^= 1 << UInt8(place % 8)
      #expect(CheckedBlocks.content(of: damaged, digest: Digest(of: content)) == nil)
      let offset = place < 544 ? min(place, 511) : min(512 + place - 544, 699)
      #expect(Self.blocks(damaged, of: content)?.bytes(at: offset, count: 1) == nil)
    }
  }

  @Test func `a file cut short, exchanged or with blocks of another one is damaged`() throws {
    let content = Self.content(1400)
    let file = CheckedBlocks.file(content)
    for end in 0..<file.count {
      #expect(Self.blocks(Array(file[..<end]), of: content)?.bytes(at: 0, count: 1) == nil)
    }
    let other = CheckedBlocks.file(content.reversed())
    let mixed = Array(other[..<544]) + file[544...]
    #expect(Self.blocks(mixed, of: content)?.bytes(at: 0, count: 1) == nil)
    let swapped = Array(file[544..<1088]) + file[..<544] + file[1088...]
    #expect(Self.blocks(swapped, of: content)?.bytes(at: 0, count: 1) == nil)
  }
}
