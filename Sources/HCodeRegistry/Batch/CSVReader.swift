/// Reads CSV (RFC 4180) piece by piece, in memory that does not grow with the file: with any line end, a byte order mark,
/// Excel's `sep=` line, and commas, semicolons or tabs, whichever stands in the first row.
///
/// Where quoting is broken nobody knows where a row ends, so what is in doubt is a fault and never a row.
package struct CSVReader: Sendable {
  private var input = PiecewiseInput()
  private var line = 1
  private var isAtStart = true
  /// Whether the rest of a line is passed over that was too long.
  private var isSkipping = false
  private var separator: UInt8?
  /// Bytes of the file that are in rows already given.
  package var consumed: Int { input.consumed }

  /// A reader at the beginning of a file.
  package init() {}

  /// The separator: named by the first line, or found in the first row; a comma before that.
  package var cellSeparator: UInt8 { separator ?? UInt8(ascii: ",") }

  /// Takes more of the file.
  package mutating func feed(_ bytes: some Collection<UInt8>) { input.feed(bytes) }

  /// Skips to `offset`, where `line` begins, when a run is resumed. Returns false until enough of the file was fed.
  package mutating func skip(to offset: Int, line: Int) -> Bool {
    self.line = line
    return input.skip(to: offset)
  }

  /// The line that the next row begins in.
  package var nextLine: Int { line }

  /// The next row; nil when it is not whole yet (feed more), or, at the end of the file, when there is none. Rows without
  /// anything in their cells are passed over: spreadsheets write them below the last one.
  package mutating func next(isLast: Bool) -> CSVRow? {
    if isAtStart, !begin(isLast: isLast) { return nil }
    if isSkipping, !skipLine(isLast: isLast) { return nil }
    while true {
      guard knowsSeparator(isLast: isLast) else { return nil }
      guard let (row, end) = scan(isLast: isLast) else { return nil }
      guard let end else {
        take(upTo: input.bytes.count)
        isSkipping = true
        return row
      }
      take(upTo: end)
      if row.fault != nil || row.bytes.contains(where: { $0 != 0x20 && $0 != 0x09 }) { return row }
    }
  }

  // MARK: The first line

  /// Takes off the byte order mark and `sep=`; false when more has to be seen first.
  private mutating func begin(isLast: Bool) -> Bool {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let declaration = Array("sep=".utf8)
    guard isLast || input.bytes.count >= mark.count + declaration.count + 3 else { return false }
    isAtStart = false
    if input.bytes.starts(with: mark) { take(upTo: mark.count) }
    let rest = input.bytes[input.position...]
    guard rest.count > declaration.count,
      rest.prefix(declaration.count).elementsEqual(declaration, by: { $0 | 0x20 == $1 | 0x20 })
    else { return true }
    let named = rest[rest.startIndex + declaration.count]
    let behind = rest.startIndex + declaration.count + 1
    guard behind >= input.bytes.endIndex || Self.isLineEnd(input.bytes[behind]) else { return true }
    separator = named
    var end = behind
    if end < input.bytes.endIndex, input.bytes[end] == 0x0D { end += 1 }
    if end < input.bytes.endIndex, input.bytes[end] == 0x0A { end += 1 }
    take(upTo: end)
    return true
  }

  /// Finds the separator: the first of `,`, `;` and tab outside quotes in the first row, a comma when there is none; false when
  /// more has to be seen first.
  private mutating func knowsSeparator(isLast: Bool) -> Bool {
    if separator != nil { return true }
    var isQuoted = false
    var isBlank = true
    for byte in input.bytes[input.position...].prefix(BatchLimits.rowBytes) {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if isQuoted { continue }
      if byte == UInt8(ascii: ",") || byte == UInt8(ascii: ";") || byte == 0x09 {
        separator = byte
        return true
      }
      if Self.isLineEnd(byte), !isBlank {
        separator = UInt8(ascii: ",")
        return true
      }
      isBlank = isBlank && Self.isLineEnd(byte)
    }
    guard isLast || input.bytes.count - input.position >= BatchLimits.rowBytes else { return false }
    separator = UInt8(ascii: ",")
    return true
  }

  // MARK: Rows

  private static func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

  private mutating func take(upTo end: Int) {
    for index in input.position..<end where Self.isLineEnd(input.bytes[index]) {
      // CR and LF together are one line end.
      if input.bytes[index] == 0x0A || index + 1 >= end || input.bytes[index + 1] != 0x0A {
        line += 1
      }
    }
    input.take(upTo: end)
  }

  /// Passes over the rest of a line; false when it goes on in what is not there yet.
  private mutating func skipLine(isLast: Bool) -> Bool {
    let end = input.bytes.withUnsafeBufferPointer {
      endOfLine($0, from: input.position, isLast: isLast)
    }
    guard let end else {
      // A CR at the end stays: it may be half of a line end.
      take(
        upTo: input.bytes.last == 0x0D && input.position < input.bytes.count
          ? input.bytes.count - 1 : input.bytes.count)
      return false
    }
    take(upTo: end)
    isSkipping = false
    return true
  }

  private enum State {
    case cellStart
    case plain
    case quoted
    case behindQuote
  }

  /// The row at the position and where the next one begins, nil for beyond what is there; nil when it is not whole.
  private func scan(isLast: Bool) -> (CSVRow, Int?)? {
    input.bytes.withUnsafeBufferPointer { scan($0, isLast: isLast) }
  }

  private func scan(_ buffer: UnsafeBufferPointer<UInt8>, isLast: Bool) -> (CSVRow, Int?)? {
    let position = input.position
    guard position < buffer.count else { return nil }
    let separator = cellSeparator
    var bytes: [UInt8] = []
    bytes.reserveCapacity(min(buffer.count - position, 256))
    var ends: [Int] = []
    ends.reserveCapacity(24)
    var state = State.cellStart
    var fault: CSVFault?
    var index = position
    var lines = 0
    func row(_ fault: CSVFault?) -> CSVRow {
      CSVRow(line: line, bytes: bytes, ends: ends + [bytes.count], fault: fault)
    }
    func endCell() {
      state = .cellStart
      if ends.count < BatchLimits.cells {
        ends.append(bytes.count)
      } else {
        fault = fault ?? .tooManyCells
      }
    }
    while index < buffer.count {
      let byte = buffer[index]
      if index - position >= BatchLimits.rowBytes {
        let isQuoted = state == .quoted
        return (
          row(isQuoted ? .quoteNeverCloses : .tooLong),
          endOfLine(buffer, from: isQuoted ? position : index, isLast: isLast)
        )
      }
      if state != .quoted, Self.isLineEnd(byte) {
        // Whether LF follows is not known yet.
        if byte == 0x0D, index + 1 == buffer.count, !isLast { return nil }
        let end =
          byte == 0x0D && index + 1 < buffer.count && buffer[index + 1] == 0x0A
          ? index + 2 : index + 1
        if case .textAfterQuote = fault { fault = .textAfterQuote(lastLine: line + lines) }
        return (row(fault), end)
      }
      switch state {
      case .cellStart where byte == UInt8(ascii: "\""): state = .quoted
      case .cellStart, .plain:
        if byte == separator {
          endCell()
        } else {
          if byte == UInt8(ascii: "\"") { fault = fault ?? .quoteInsideCell }
          bytes.append(byte)
          state = .plain
        }
      case .quoted:
        if byte == UInt8(ascii: "\"") {
          state = .behindQuote
        } else {
          if byte == 0x0A
            || byte == 0x0D && (index + 1 >= buffer.count || buffer[index + 1] != 0x0A)
          {
            lines += 1
          }
          bytes.append(byte)
        }
      case .behindQuote:
        if byte == UInt8(ascii: "\"") {
          bytes.append(byte)
          state = .quoted
        } else if byte == separator {
          endCell()
        } else {
          fault = fault ?? .textAfterQuote(lastLine: 0)
          bytes.append(byte)
          state = .plain
        }
      }
      index += 1
    }
    guard isLast else { return nil }
    guard state == .quoted else {
      if case .textAfterQuote = fault { fault = .textAfterQuote(lastLine: line + lines) }
      return (row(fault), buffer.count)
    }
    return (row(.quoteNeverCloses), endOfLine(buffer, from: position, isLast: true))
  }

  /// Behind the next line end, quoted or not.
  private func endOfLine(_ buffer: UnsafeBufferPointer<UInt8>, from start: Int, isLast: Bool)
    -> Int?
  {
    var index = start
    while index < buffer.count {
      if buffer[index] == 0x0A { return index + 1 }
      if buffer[index] == 0x0D {
        if index + 1 == buffer.count, !isLast { return nil }
        return index + 1 < buffer.count && buffer[index + 1] == 0x0A ? index + 2 : index + 1
      }
      index += 1
    }
    return isLast ? buffer.count : nil
  }
}
