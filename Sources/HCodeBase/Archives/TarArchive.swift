/// Files in one stream, as POSIX `ustar` (IEEE 1003.1, pax): a header of 512 bytes, the file, zeros up to the next 512.
package enum TarArchive {
  private static let block = 512

  /// The longest name that a header holds.
  package static let longestName = 100

  /// What ends an archive: two blocks of zeros.
  package static let end = [UInt8](repeating: 0, count: 2 * block)

  /// How many bytes a header has; a file fills whole blocks of as many.
  package static let blockBytes = block

  /// What `header` says of the file behind it; nil for what `header` did not make, such as links and folders.
  package static func file(_ header: [UInt8]) -> (name: String, count: Int)? {
    guard header.count == block, header[156] == UInt8(ascii: "0"),
      header[257..<263].elementsEqual("ustar\0".utf8)
    else { return nil }
    let name = header[..<longestName].prefix { $0 != 0 }
    guard let count = Int(String(decoding: header[124..<135], as: UTF8.self), radix: 8), count >= 0,
      let text = String(validating: name, as: UTF8.self),
      let time = Timestamp(
        seconds: Int64(String(decoding: header[136..<147], as: UTF8.self), radix: 8) ?? -1),
      let mode = Int(String(decoding: header[100..<107], as: UTF8.self), radix: 8),
      self.header(text, count, mode: mode, at: time) == header
    else { return nil }
    return (text, count)
  }

  /// A file with its header; nil when the name is not 1 to 100 bytes of ASCII.
  package static func entry(_ name: String, _ content: [UInt8], at time: Timestamp) -> [UInt8]? {
    let padding = (block - content.count % block) % block
    return header(name, content.count, mode: 0o644, at: time).map {
      $0 + content + [UInt8](repeating: 0, count: padding)
    }
  }

  /// What stands before a file of so many bytes; nil when the name is not 1 to 100 bytes of ASCII.
  package static func header(
    _ name: String, _ count: Int, mode: Int, at time: Timestamp
  ) -> [UInt8]? {
    let nameBytes = Array(name.utf8)
    guard (1...longestName).contains(nameBytes.count), nameBytes.allSatisfy({ $0 < 0x80 }) else {
      return nil
    }
    var header = [UInt8](repeating: 0, count: block)
    func put(_ bytes: some Sequence<UInt8>, at offset: Int) {
      for (index, byte) in bytes.enumerated() { header[offset + index] = byte }
    }
    func octal(_ number: Int, _ digits: Int) -> [UInt8] {
      let text = String(number, radix: 8)
      return Array((String(repeating: "0", count: max(0, digits - text.count)) + text).utf8)
    }
    put(nameBytes, at: 0)
    put(octal(mode, 7), at: 100)
    put(octal(0, 7), at: 108)
    put(octal(0, 7), at: 116)
    put(octal(count, 11), at: 124)
    put(octal(Int(time.seconds), 11), at: 136)
    put("0".utf8, at: 156)
    put("ustar\0".utf8, at: 257)
    put("00".utf8, at: 263)
    // The checksum is taken as if it were eight spaces.
    put([UInt8](repeating: 0x20, count: 8), at: 148)
    let checksum = header.reduce(0) { $0 + Int($1) }
    put(octal(checksum, 6) + [0, 0x20], at: 148)
    return header
  }
}
