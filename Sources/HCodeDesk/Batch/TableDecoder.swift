import Glibc
import HCodeRegistry
import HCodeSystem

/// Turns the bytes of a table into UTF-8: UTF-16 as Excel's "Unicode text" has it, and GB18030 as Chinese Windows does where the first line has a Chinese name of a column. Other encodings look like one another, and a name would be
/// signed with the wrong letters: they stay as they are, and are refused where a cell is read.
struct TableDecoder {
  private enum Encoding {
    case utf8, utf16, gb18030
  }

  static let utf8 = TableDecoder(.utf8)

  private let encoding: Encoding
  private var isBigEndian = false
  /// The beginning of a character whose end was not read yet.
  private var rest: [UInt8] = []

  private init(_ encoding: Encoding) { self.encoding = encoding }

  /// Recognises the encoding by a byte order mark, by the zeros of UTF-16, or by the pairs of bytes that Chinese text has.
  init(of bytes: [UInt8], isWhole: Bool) throws {
    let zeros = (even: Self.zeros(bytes, 0), odd: Self.zeros(bytes, 1))
    if bytes.starts(with: [0xFF, 0xFE]) || zeros.odd > bytes.count / 5 {
      encoding = .utf16
    } else if bytes.starts(with: [0xFE, 0xFF]) || zeros.even > bytes.count / 5 {
      encoding = .utf16
      isBigEndian = true
    } else {
      let isChinese = Self.isChinese(bytes, isWhole: isWhole) && Self.hasChineseColumn(bytes)
      encoding = isChinese ? .gb18030 : .utf8
    }
  }

  private static func zeros(_ bytes: [UInt8], _ start: Int) -> Int {
    stride(from: start, to: bytes.count, by: 2).count { bytes[$0] == 0 }
  }

  /// Whether bytes that are not UTF-8 are pairs of GB 2312, mostly of its 3,755 common characters. Latin and Cyrillic text in encodings of one byte is not.
  private static func isChinese(_ bytes: [UInt8], isWhole: Bool) -> Bool {
    var end = bytes.count
    // The last character may go on in what is not read.
    if !isWhole { while end > 0, bytes.count - end < 4, bytes[end - 1] >= 0x80 { end -= 1 } }
    guard end > 0, String(validating: bytes[..<end], as: UTF8.self) == nil else { return false }
    var (common, all, place) = (0, 0, 0)
    while place < end {
      guard bytes[place] >= 0x80 else {
        place += 1
        continue
      }
      guard place + 1 < bytes.count else { break }
      all += 1
      if (0xB0...0xD7).contains(bytes[place]), bytes[place + 1] >= 0xA1 { common += 1 }
      place += 2
    }
    return all > 1 && common * 10 >= all * 7
  }

  /// Whether the first line, read as GB18030, names a column in Chinese. Korean and Japanese files have the same pairs of bytes, and other words.
  private static func hasChineseColumn(_ bytes: [UInt8]) -> Bool {
    let line = bytes.drop { "\r\n".utf8.contains($0) }.prefix { !"\r\n".utf8.contains($0) }
    var decoder = TableDecoder(.gb18030)
    guard let text = decoder.decode(Array(line), isLast: true) else { return false }
    return String(decoding: text, as: UTF8.self)
      .split { $0.isASCII && !$0.isLetter && !$0.isNumber && $0 != "_" }
      .contains { word in
        !word.utf8.allSatisfy { $0 < 0x80 } && BatchColumn(name: String(word)) != nil
      }
  }

  /// The text of more bytes; nil for bytes that are no text. What ends within a character is kept for the next call.
  mutating func decode(_ bytes: [UInt8], isLast: Bool) -> [UInt8]? {
    switch encoding {
    case .utf8: return bytes
    case .utf16: return utf16(rest + bytes, isLast: isLast)
    case .gb18030: return gb18030(rest + bytes, isLast: isLast)
    }
  }

  private mutating func utf16(_ bytes: [UInt8], isLast: Bool) -> [UInt8]? {
    var units: [UInt16] = []
    units.reserveCapacity(bytes.count / 2)
    for place in stride(from: 0, to: bytes.count - 1, by: 2) {
      let (first, second) = (UInt16(bytes[place]), UInt16(bytes[place + 1]))
      units.append(isBigEndian ? first << 8 | second : second << 8 | first)
    }
    var used = 2 * units.count
    if !isLast, let last = units.last, UTF16.isLeadSurrogate(last) {
      units.removeLast()
      used -= 2
    }
    rest = Array(bytes[used...])
    guard !isLast || rest.isEmpty else { return nil }
    return String(validating: units, as: UTF16.self).map { Array($0.utf8) }
  }

  private mutating func gb18030(_ bytes: [UInt8], isLast: Bool) -> [UInt8]? {
    let converter = iconv_open("UTF-8", "GB18030")
    // -1: glibc has no table for it here.
    guard Int(bitPattern: converter) != -1, let converter else { return nil }
    defer { iconv_close(converter) }
    var input = bytes.map(CChar.init(bitPattern:))
    var output = [CChar](repeating: 0, count: 3 * bytes.count + 16)
    var (inputLeft, outputLeft) = (input.count, output.count)
    let error = input.withUnsafeMutableBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output -> Int32 in
        var (from, to) = (input.baseAddress, output.baseAddress)
        return iconv(converter, &from, &inputLeft, &to, &outputLeft) == -1 ? errno : 0
      }
    }
    // EINVAL: the last character is not whole.
    guard error == 0 || error == EINVAL && !isLast else { return nil }
    rest = Array(bytes.suffix(inputLeft))
    return output.prefix(output.count - outputLeft).map(UInt8.init(bitPattern:))
  }
}
