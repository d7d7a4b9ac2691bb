import HCodeBase

/// A PDF that cairo wrote, taken apart so that its pages can become pages of another file. Cairo writes one form: a plain
/// table, and objects whose dictionaries stand in the open. Whatever else is there is refused.
struct CairoPDF {
  private let bytes: [UInt8]
  /// Each object's bytes, by number, from its number to `endobj`.
  private let objects: [Int: Range<Int>]
  private let catalogue: Int
  private let information: Int?
  private let pagesNode: Int
  /// The pages' objects in their order.
  let pages: [Int]

  /// Finds the objects.
  init(_ bytes: [UInt8]) throws(PaperError) {
    self.bytes = bytes
    let text = PDFText(bytes[...])
    guard let mark = text.last("startxref"), let table = text.number(after: mark),
      table >= 0, table < bytes.count, text.at(table, is: "xref\n0 "),
      let count = text.number(after: table + "xref\n0".utf8.count), count > 0,
      count <= bytes.count / Self.entryBytes,
      let entries = text.first("\n", from: table + "xref\n".utf8.count).map({ $0 + 1 }),
      entries + count * Self.entryBytes <= bytes.count
    else { throw Self.unknown }
    let trailer = PDFText(bytes[(entries + count * Self.entryBytes)...])
    guard let catalogue = trailer.reference("/Root") else { throw Self.unknown }
    self.catalogue = catalogue
    information = trailer.reference("/Info")

    var begins: [(offset: Int, number: Int)] = []
    for number in 0..<count {
      let entry = entries + number * Self.entryBytes
      guard bytes[entry + 17] == UInt8(ascii: "n") else { continue }
      guard let offset = text.number(after: entry), offset < table else { throw Self.unknown }
      begins.append((offset, number))
    }
    begins.sort { $0.offset < $1.offset }
    var objects: [Int: Range<Int>] = [:]
    for (index, begin) in begins.enumerated() {
      let end = index + 1 < begins.count ? begins[index + 1].offset : table
      objects[begin.number] = begin.offset..<end
    }
    self.objects = objects

    guard let root = Self.head(catalogue, objects, bytes), let node = root.reference("/Pages"),
      let tree = Self.head(node, objects, bytes), let kids = tree.first("/Kids")
    else { throw Self.unknown }
    pagesNode = node
    pages = tree.references(from: kids)
    guard !pages.isEmpty, pages.allSatisfy({ objects[$0] != nil }) else { throw Self.unknown }
  }

  /// An entry of the table (ISO 32000-1 §7.5.4).
  private static let entryBytes = 20
  private static let unknown = PaperError.drawing(
    detail: "this version of cairo writes PDF in a form that is not known here")

  /// Writes the objects into another file, each page with a content of that file below its own.
  ///
  /// - Returns: the number of the node that holds the pages.
  func copy(
    into file: inout PDFFile, parent: Int, contents: [Int]
  ) throws(PaperError) -> Int {
    guard contents.count == pages.count else { throw Self.unknown }
    var numbers: [Int: Int] = [:]
    let copied = objects.keys.filter { $0 != catalogue && $0 != information }.sorted()
    for number in copied { numbers[number] = file.reserve() }
    let under = Dictionary(zip(pages, contents)) { first, _ in first }
    for number in copied {
      guard let new = numbers[number], let head = Self.head(number, objects, bytes),
        let range = objects[number], let end = PDFText(bytes[range]).last("endobj")
      else { throw Self.unknown }
      var body = try head.renumbered(numbers)
      if number == pagesNode {
        body = try Self.replacing(
          "/Type /Pages", in: body, by: "/Type /Pages /Parent \(parent) 0 R")
      } else if let content = under[number] {
        guard let own = PDFText(body[...]).reference("/Contents") else { throw Self.unknown }
        body = try Self.replacing(
          "/Contents \(own) 0 R", in: body, by: "/Contents [ \(content) 0 R \(own) 0 R ]")
      }
      file.write(new, body + bytes[head.bytes.endIndex..<end])
    }
    guard let node = numbers[pagesNode] else { throw Self.unknown }
    return node
  }

  private static func replacing(
    _ old: String, in body: [UInt8], by new: String
  ) throws(PaperError) -> [UInt8] {
    guard let start = PDFText(body[...]).first(old) else { throw unknown }
    return body[..<start] + Array(new.utf8) + body[(start + old.utf8.count)...]
  }

  /// What stands before a stream's bytes, or the whole of another object.
  private static func head(
    _ number: Int, _ objects: [Int: Range<Int>], _ bytes: [UInt8]
  ) -> PDFText? {
    guard let range = objects[number] else { return nil }
    let object = PDFText(bytes[range])
    let begin = "\(number) 0 obj\n"
    guard object.at(range.lowerBound, is: begin), let end = object.last("endobj") else {
      return nil
    }
    let body = PDFText(bytes[(range.lowerBound + begin.utf8.count)..<end])
    guard let stream = body.first(">>\nstream\n") else { return body }
    return PDFText(body.bytes[..<(stream + ">>\nstream\n".utf8.count)])
  }
}

/// Plain text of a PDF, searched. Positions are those of the whole file.
private struct PDFText {
  let bytes: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { self.bytes = bytes }

  func at(_ position: Int, is text: String) -> Bool {
    position >= bytes.startIndex && position <= bytes.endIndex
      && bytes[position...].starts(with: text.utf8)
  }

  func first(_ text: String, from start: Int? = nil) -> Int? {
    var position = start ?? bytes.startIndex
    guard let initial = text.utf8.first else { return nil }
    while let found = bytes[position...].firstIndex(of: initial) {
      if at(found, is: text) { return found }
      position = found + 1
    }
    return nil
  }

  func last(_ text: String) -> Int? {
    guard let initial = text.utf8.first else { return nil }
    var rest = bytes
    while let found = rest.lastIndex(of: initial) {
      if at(found, is: text) { return found }
      rest = rest[..<found]
    }
    return nil
  }

  /// The first number at or after a position, past whatever is no digit.
  func number(after position: Int) -> Int? {
    guard position >= bytes.startIndex, position < bytes.endIndex,
      let start = bytes[position...].firstIndex(where: Self.isDigit)
    else { return nil }
    return Int(
      String(decoding: bytes[start...].prefix(while: Self.isDigit).prefix(12), as: UTF8.self))
  }

  /// The object that an entry of a dictionary refers to.
  func reference(_ key: String) -> Int? {
    guard let start = first(key + " ") else { return nil }
    let value = start + key.utf8.count + 1
    guard value < bytes.endIndex, Self.isDigit(bytes[value]), let number = number(after: value)
    else {
      return nil
    }
    return at(value, is: "\(number) 0 R") ? number : nil
  }

  /// The references of an array.
  func references(from position: Int) -> [Int] {
    var found: [Int] = []
    guard let open = bytes[position...].firstIndex(of: UInt8(ascii: "[")),
      let close = bytes[open...].firstIndex(of: UInt8(ascii: "]"))
    else { return [] }
    let words = bytes[(open + 1)..<close].split { $0 == 0x20 || $0 == 0x0A }
    for index in stride(from: 0, to: words.count - words.count % 3, by: 3) {
      guard let number = Int(String(decoding: words[index], as: UTF8.self)) else { return [] }
      found.append(number)
    }
    return found
  }

  /// The text with each reference `n 0 R` to the new number. A text of cairo's holds no strings in which one could stand.
  func renumbered(_ numbers: [Int: Int]) throws(PaperError) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + 16)
    var position = bytes.startIndex
    while position < bytes.endIndex {
      let isStart = position == bytes.startIndex || !Self.isRegular(bytes[position - 1])
      guard isStart, Self.isDigit(bytes[position]) else {
        result.append(bytes[position])
        position += 1
        continue
      }
      let digits = bytes[position...].prefix(while: Self.isDigit)
      let end = digits.endIndex
      if at(end, is: " 0 R"), let number = Int(String(decoding: digits.prefix(12), as: UTF8.self)) {
        guard let new = numbers[number] else {
          throw .drawing(detail: "cairo's PDF refers to an object that is not there")
        }
        result += "\(new)".utf8
      } else {
        result += digits
      }
      position = end
    }
    return result
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte.isASCIIDigit }

  private static func isRegular(_ byte: UInt8) -> Bool {
    byte.isASCIIDigit || byte.isASCIIUppercase || byte.isASCIILowercase
      || [UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "_")].contains(byte)
  }
}
