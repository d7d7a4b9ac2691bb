@testable import HCodeBase
import Testing

/// That other programs read them is shown by the tests of the built program; here is what those do not reach.
struct ArchiveTests {
  private let time = Timestamp(seconds: 1_795_507_200)

  private func archive(count: Int) throws -> [UInt8] {
    let time = try #require(time)
    var file: [UInt8] = []
    for number in 0..<count {
      file += try #require(ZipArchive.entry("\(number).png", [1, 2, 3], at: time))
    }
    let entries = file
    var end: [UInt8] = []
    try ZipArchive.end(
      length: entries.count, read: { Array(entries.dropFirst($0).prefix($1)) }, write: { end += $0 }
    )
    return file + end
  }

  @Test func `up to 65,534 files have the old directory, more that of ZIP64`() throws {
    let last = { (file: [UInt8]) in Array(file.suffix(22)) }
    let old = last(try archive(count: 65_534))
    #expect(old[8...11] == [0xFE, 0xFF, 0xFE, 0xFF])
    let new = try archive(count: 65_535)
    #expect(last(new)[8...11] == [0xFF, 0xFF, 0xFF, 0xFF])
    #expect(new.suffix(42).prefix(4) == [0x50, 0x4B, 0x06, 0x07])
  }

  @Test func `an entry beyond 4 GiB is found by its ZIP64 field`() throws {
    // A file of that size that is read from nowhere: one entry, holes, and another header where the first entry ends.
    let time = try #require(time)
    let first = try #require(ZipArchive.entry("a", [], at: time))
    let far = Int(UInt32.max) - 1
    var head = first
    for (index, byte) in withUnsafeBytes(of: UInt32(far - first.count).littleEndian, Array.init)
      .enumerated()
    {
      head[18 + index] = byte
      head[22 + index] = byte
    }
    let second = try #require(ZipArchive.entry("bb", [9, 9, 9], at: time))
    let third = try #require(ZipArchive.entry("c", [], at: time))
    var end: [UInt8] = []
    let parts = [(0, head), (far, second + third)]
    try ZipArchive.end(length: far + second.count + third.count) { offset, count in
      for (start, bytes) in parts where offset >= start && offset < start + bytes.count {
        return Array(bytes.dropFirst(offset - start).prefix(count))
      }
      return []
    } write: {
      end += $0
    }
    let offset = withUnsafeBytes(of: UInt64(far + second.count).littleEndian, Array.init)
    #expect(end.contains([1, 0, 8, 0] + offset))
    #expect(end.suffix(42).prefix(4) == [0x50, 0x4B, 0x06, 0x07])
  }

  @Test func `what is no archive gets no directory`() {
    #expect(throws: ZipArchive.DirectoryError.notAnEntry(offset: 0)) {
      try ZipArchive.end(
        length: 40, read: { _, _ in [UInt8](repeating: 0, count: 40) }, write: { _ in })
    }
  }

  @Test func `names that a header cannot hold are refused`() throws {
    let time = try #require(time)
    for name in ["", "张.png", String(repeating: "x", count: 101)] {
      #expect(TarArchive.entry(name, [], at: time) == nil)
      #expect(ZipArchive.entry(name, [], at: time) == nil)
    }
    #expect(try #require(TarArchive.entry("a", [1], at: time)).count == 1024)
  }

  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy"),
  ])
  func `Base64 is that of RFC 4648 §10`(plain: String, text: String) {
    #expect(Base64.encode(Array(plain.utf8)) == text)
  }
}
