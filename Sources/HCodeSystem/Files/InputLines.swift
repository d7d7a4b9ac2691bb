import Glibc

/// The lines of standard input, each without its line feed, as soon as it is there.
package struct InputLines {
  /// The most bytes of a line: the largest file that is imported, in Base64.
  package static let longestLine = 192 << 20

  private var rest: [UInt8] = []
  private var isAtEnd = false

  package init() {}

  /// The next line; nil at the end.
  package mutating func next() throws -> [UInt8]? {
    var searched = 0
    while true {
      if let end = rest[searched...].firstIndex(of: 0x0A) {
        let line = Array(rest[..<end])
        rest.removeFirst(end + 1)
        return line
      }
      searched = rest.count
      guard !isAtEnd else {
        defer { rest = [] }
        return rest.isEmpty ? nil : rest
      }
      let input = FileName(bytes: [UInt8(ascii: "-")])
      guard rest.count <= Self.longestLine else {
        throw FileError.tooLarge(limit: Self.longestLine).in(input)
      }
      var count = 0
      rest += [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, filled in
        repeat {
          count = read(STDIN_FILENO, buffer.baseAddress, buffer.count)
        } while count < 0 && errno == EINTR
        filled = max(count, 0)
      }
      guard count >= 0 else { throw FileError.notReadable(errno).in(input) }
      isAtEnd = count == 0
    }
  }
}
