import HCodeBase
package import HCodeRegistry
package import HCodeSystem
import Glibc

/// The people of a batch, row by row: a CSV file, or a JSON object a line, told by the first character. A digest of what was
/// read tells a later run whether it is the same file.
package final class BatchInput {
  private static let block = 1 << 18

  /// What was read of a file: so many bytes, and their digest.
  package struct Prefix: Equatable {
    package var bytes: Int
    package var digest: String
  }

  /// How far the file is read.
  package struct Place: Equatable {
    /// Bytes of the rows that were given, and the line after them.
    package var offset: Int
    package var line: Int
    /// All that was read, some of it ahead.
    package var prefix: Prefix
  }

  private enum Reader {
    case csv(CSVReader)
    case lines(LineReader)
  }

  /// The file's name for people.
  package let name: FileName
  /// Bytes of the file; nil when that is not known beforehand.
  package let size: Int?
  /// The columns of a CSV file.
  package private(set) var header: BatchHeader?

  private let descriptor: Int32
  private var reader: Reader
  private var isAtEnd = false
  /// How the file writes characters.
  private var decoder = TableDecoder.utf8
  private let digest = RunningDigest()
  private var read = 0
  /// What an earlier run had read, the shorter first.
  private var expected: [Prefix]

  /// Opens it; `place` is how far an earlier run of the same batch has come, whose rows are passed over, and `ahead` what it had
  /// read beyond. Refuses a file that does not begin with the same bytes, before any of its rows is given.
  package init(_ name: FileName, from place: Place? = nil, ahead: Prefix? = nil) throws {
    self.name = name
    expected = [place?.prefix, ahead].compactMap { $0 }.sorted { $0.bytes < $1.bytes }
    if name.isStandardStream {
      descriptor = STDIN_FILENO
    } else {
      descriptor = name.withCString { open($0, O_RDONLY | O_CLOEXEC) }
      guard descriptor >= 0 else { throw FileError.notReadable(errno).in(name) }
    }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw FileError.notReadable(errno).in(name) }
    guard status.st_mode & S_IFMT != S_IFDIR else {
      throw BatchError.isFolder.in(name)
    }
    size = status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : nil
    reader = .lines(LineReader())
    try begin()
    try skip(to: place)
  }

  deinit { if descriptor != STDIN_FILENO { close(descriptor) } }

  /// Where the rows given so far end.
  package var place: Place {
    switch reader {
    case .csv(let csv):
      Place(offset: csv.consumed, line: csv.nextLine, prefix: prefix)
    case .lines(let lines):
      Place(offset: lines.consumed, line: lines.nextLine, prefix: prefix)
    }
  }

  /// What stands between the cells of a CSV file.
  var separator: UInt8 {
    if case .csv(let csv) = reader { csv.cellSeparator } else { UInt8(ascii: ",") }
  }

  private var prefix: Prefix { Prefix(bytes: read, digest: digest.hex) }

  /// The next row; nil at the end.
  package func next() throws -> BatchRecord? {
    while true {
      switch reader {
      case .csv(var csv):
        // Taken out while it is changed, so that its buffer is not copied.
        reader = .lines(LineReader())
        let row = csv.next(isLast: isAtEnd)
        reader = .csv(csv)
        if let row { return .csv(row) }
      case .lines(var lines):
        reader = .csv(CSVReader())
        let line = lines.next(isLast: isAtEnd)
        reader = .lines(lines)
        if let line { return .json(line) }
      }
      guard !isAtEnd else { return nil }
      try pull()
    }
  }

  private func skip(to place: Place?) throws {
    while !(place.map(skipped) ?? true) || !expected.isEmpty {
      guard !isAtEnd else { throw changed }
      try pull()
    }
  }

  private func skipped(to place: Place) -> Bool {
    switch reader {
    case .csv(var csv):
      defer { reader = .csv(csv) }
      return csv.skip(to: place.offset, line: place.line)
    case .lines(var lines):
      defer { reader = .lines(lines) }
      return lines.skip(to: place.offset, line: place.line)
    }
  }

  private var changed: InFile<BatchError> {
    BatchError.otherPeople.in(name)
  }

  // MARK: Reading

  /// Finds out what the file is, and reads the header of a CSV file.
  private func begin() throws {
    var raw = try readBytes()
    // A pipe gives a little at a time, and how a file is encoded shows in more of it.
    while raw.count < 4096, !isAtEnd { raw += try readBytes() }
    if let kind = OtherTable(raw) { throw BatchError.otherTable(kind).in(name) }
    decoder = try TableDecoder(of: raw, isWhole: isAtEnd)
    var first = try decoded(raw)
    while true {
      let start = first.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
      let visible = first.dropFirst(start).first { !" \t\r\n".utf8.contains($0) }
      if visible == nil, !isAtEnd, first.count < BatchLimits.rowBytes {
        first += try readBlock()
        continue
      }
      guard visible != UInt8(ascii: "[") else { throw BatchError.otherTable(.jsonArray).in(name) }
      guard visible != UInt8(ascii: "<") else { throw BatchError.otherTable(.markup).in(name) }
      guard visible == UInt8(ascii: "{") else { break }
      if Self.opensOverLines(first.dropFirst(start)) {
        throw BatchError.otherTable(.jsonOverLines).in(name)
      }
      var lines = LineReader()
      lines.feed(first)
      reader = .lines(lines)
      return
    }
    var csv = CSVReader()
    csv.feed(first)
    while true {
      if let row = csv.next(isLast: isAtEnd) {
        do {
          header = try BatchHeader(row)
        } catch {
          throw BatchError.header(error, line: row.line).in(name)
        }
        break
      }
      guard !isAtEnd else {
        throw BatchError.empty.in(name)
      }
      csv.feed(try readBlock())
    }
    reader = .csv(csv)
  }

  /// Whether the first line with anything on it has a brace and nothing else.
  private static func opensOverLines(_ text: ArraySlice<UInt8>) -> Bool {
    let line = text.split(separator: UInt8(ascii: "\n"), maxSplits: 8).first {
      $0.contains { !" \t\r".utf8.contains($0) }
    }
    return line?.filter { !" \t\r".utf8.contains($0) } == [UInt8(ascii: "{")]
  }

  private func pull() throws {
    let block = try readBlock()
    switch reader {
    case .csv(var csv):
      reader = .lines(LineReader())
      csv.feed(block)
      reader = .csv(csv)
    case .lines(var lines):
      reader = .csv(CSVReader())
      lines.feed(block)
      reader = .lines(lines)
    }
  }

  private func readBlock() throws -> [UInt8] { try decoded(readBytes()) }

  private func decoded(_ bytes: [UInt8]) throws -> [UInt8] {
    guard let text = decoder.decode(bytes, isLast: isAtEnd) else {
      throw BatchError.otherTable(.damagedText).in(name)
    }
    return text
  }

  private func readBytes() throws -> [UInt8] {
    var failure: Int32 = 0
    var wanted = Self.block
    // Stops where an earlier run had stopped, to compare.
    if let next = expected.first { wanted = min(wanted, next.bytes - read) }
    let bytes = [UInt8](unsafeUninitializedCapacity: wanted) { buffer, count in
      while true {
        let got = Glibc.read(descriptor, buffer.baseAddress, wanted)
        if got < 0, errno == EINTR { continue }
        failure = got < 0 ? errno : 0
        count = max(got, 0)
        return
      }
    }
    guard failure == 0 else { throw FileError.notReadable(failure).in(name) }
    if bytes.isEmpty { isAtEnd = true }
    bytes.withUnsafeBytes { digest.update($0) }
    read += bytes.count
    while let next = expected.first, next.bytes <= read {
      guard next == prefix else { throw changed }
      expected.removeFirst()
    }
    return bytes
  }
}
