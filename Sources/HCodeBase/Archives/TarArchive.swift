/// Files in one stream, as POSIX `ustar` (IEEE 1003.1, pax): a header of 512 bytes, the file, zeros up to the next 512.
package enum TarArchive {
  private static let block = 512

  /// The longest name that a header holds.
  package static let longestName = 100

  /// What ends an archive: two blocks of zeros.
  package static let end = [UInt8](repeating: 0, count: 2 * block)

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
