import HCodeBase

/// Reads the bitmaps (`^GFA`) of a file of labels in ZPL II, which is what hcode writes for thermal printers.
///
/// A label whose code the printer draws itself (`^BQ`) has no pixels and is not read: `areOnlyBitmaps` says whether there is such a thing.
struct ZPLReader {
  private let file: [UInt8]
  private var position = 0

  init(_ file: [UInt8]) { self.file = file }

  static func isZPL(_ file: [UInt8]) -> Bool {
    file.drop { PNMReader.isSpace($0) || $0 == 0xEF || $0 == 0xBB || $0 == 0xBF }.starts(
      with: "^XA".utf8)
  }

  /// Whether every label ends, and has one bitmap of the kind that is read, and nothing else that the printer draws or changes.
  static func areOnlyBitmaps(in file: [UInt8]) -> Bool {
    var (isOpen, bitmaps, place) = (false, 0, 0)
    while let start = file[place...].firstIndex(where: {
      $0 == UInt8(ascii: "^") || $0 == UInt8(ascii: "~")
    }) {
      place = start + 1
      switch String(decoding: file[place...].prefix(2), as: UTF8.self).uppercased() {
      case "XA":
        guard !isOpen else { return false }
        (isOpen, bitmaps) = (true, 0)
      case "XZ": isOpen = false
      case "GF":
        bitmaps += 1
        guard bitmaps == 1, isOpen, command("GFA,", in: file[start...].prefix(5)) != nil else {
          return false
        }
      case let name where quiet.contains(name): break
      default: return false
      }
    }
    return !isOpen
  }

  /// Commands that put nothing on the label: where a field lies, how long the label is, how the printer feeds it, comments.
  private static let quiet = [
    "FO", "FT", "FS", "FX", "LH", "LL", "LS", "LT", "PW", "PQ", "PR", "PO", "PF", "PH", "PP", "MN",
    "MM",
    "MT", "MD", "ML", "MF", "JM", "JS", "JZ", "CI", "CF", "BY", "FW", "SD", "TA",
  ]

  /// Where the next command of a name ends, in letters of either size.
  private static func command(_ name: StaticString, in text: ArraySlice<UInt8>) -> Int? {
    name.withUTF8Buffer { name in
      text.indices.first { place in
        text[place] == UInt8(ascii: "^") && text.endIndex - place > name.count
          && zip(name, text[(place + 1)...]).allSatisfy { $0 | 0x20 == $1 | 0x20 }
      }
      .map { $0 + 1 + name.count }
    }
  }

  /// The next bitmap; nil when there are no more.
  mutating func next() throws(PictureError) -> LumaImage? {
    guard
      let start = Self.command("GFA,", in: file[position...])
    else { return nil }
    var rest = file[start...]
    var numbers: [Int] = []
    for _ in 0..<3 {
      let digits = rest.prefix { $0.isASCIIDigit }
      rest = rest.dropFirst(digits.count)
      guard digits.count < 10, let number = Int(String(decoding: digits, as: UTF8.self)),
        rest.popFirst() == UInt8(ascii: ",")
      else { throw Self.malformed("no sizes after ^GFA") }
      numbers.append(number)
    }
    let (total, rowBytes) = (numbers[1], numbers[2])
    guard rowBytes > 0, total > 0, total % rowBytes == 0 else {
      throw Self.malformed("no whole rows")
    }
    let (width, height) = (8 * rowBytes, total / rowBytes)
    _ = try PictureReader.pixelCount(.zpl, width: width, height: height)
    let digits = try Self.digits(rest, perRow: 2 * rowBytes, rows: height)
    position = rest.endIndex - rest.drop { $0 != UInt8(ascii: "^") }.count
    let pixels = digits.flatMap { digit -> [UInt8] in
      [8, 4, 2, 1].map { digit & $0 == 0 ? 255 : 0 }
    }
    return LumaImage(width: width, height: height, pixels: pixels)
  }

  /// The hexadecimal digits of the rows, with ZPL's compression undone: `ThermalLabel` says how it works.
  private static func digits(
    _ field: ArraySlice<UInt8>, perRow: Int, rows: Int
  ) throws(PictureError) -> [UInt8] {
    var digits: [UInt8] = []
    digits.reserveCapacity(perRow * rows)
    var count = 0
    for byte in field {
      guard digits.count < perRow * rows else { break }
      let missing = perRow - digits.count % perRow
      switch byte {
      case UInt8(ascii: ","): digits += [UInt8](repeating: 0, count: missing)
      case UInt8(ascii: "!"): digits += [UInt8](repeating: 15, count: missing)
      case UInt8(ascii: ":"):
        guard digits.count >= perRow, missing == perRow else { throw malformed("a row like none") }
        // A copy of the row alone, or all digits would be copied.
        digits += Array(digits.suffix(perRow))
      case UInt8(ascii: "G")...UInt8(ascii: "Y"): count += Int(byte) - Int(UInt8(ascii: "F"))
      case UInt8(ascii: "g")...UInt8(ascii: "z"): count += 20 * (Int(byte) - Int(UInt8(ascii: "f")))
      case _ where PNMReader.isSpace(byte): continue
      default:
        guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else {
          throw malformed("ends before the last row")
        }
        guard max(count, 1) <= missing else { throw malformed("a row is too long") }
        digits += [UInt8](repeating: UInt8(digit), count: max(count, 1))
        count = 0
      }
    }
    guard digits.count == perRow * rows else { throw malformed("ends before the last row") }
    return digits
  }

  private static func malformed(_ detail: String) -> PictureError {
    .malformed(format: .zpl, detail: detail)
  }
}
