/// Reads lines piece by piece, in memory that does not grow with the file: LF or CR LF, a byte order mark, blank lines passed over.
package struct LineReader: Sendable {
  private var input = PiecewiseInput()
  private var number = 1
  private var isAtStart = true
  private var isSkipping = false
  /// Bytes of the file that are in lines already given.
  package var consumed: Int { input.consumed }

  /// A reader at the beginning of a file.
  package init() {}

  /// The number of the line that is next.
  package var nextLine: Int { number }

  /// Takes more of the file.
  package mutating func feed(_ bytes: some Collection<UInt8>) { input.feed(bytes) }

  /// Skips to `offset`, where `line` begins, when a run is resumed. Returns false until enough of the file was fed.
  package mutating func skip(to offset: Int, line: Int) -> Bool {
    isAtStart = false
    number = line
    return input.skip(to: offset)
  }

  /// The next line; nil when it is not whole yet (feed more), or, at the end of the file, when there is none.
  package mutating func next(isLast: Bool) -> TextLine? {
    if isAtStart {
      guard isLast || input.bytes.count >= 3 else { return nil }
      isAtStart = false
      if input.bytes.starts(with: [0xEF, 0xBB, 0xBF]) { input.take(upTo: 3) }
    }
    while input.position < input.bytes.count {
      let end = input.bytes[input.position...].firstIndex(of: 0x0A)
      let isTooLong = (end ?? input.bytes.count) - input.position > BatchLimits.rowBytes
      guard end != nil || isLast || isTooLong || isSkipping else { return nil }
      let content = input.bytes[input.position..<(end ?? input.bytes.count)]
      let wasSkipping = isSkipping
      isSkipping = end == nil && !isLast && (isTooLong || wasSkipping)
      let line = TextLine(
        number: number, bytes: Array(content.prefix(BatchLimits.rowBytes)), isTooLong: isTooLong)
      input.take(upTo: content.endIndex + (end == nil ? 0 : 1))
      if end != nil { number += 1 }
      // The rest of a line that was told already.
      if wasSkipping { continue }
      if line.bytes.contains(where: { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }) { return line }
    }
    return nil
  }
}
