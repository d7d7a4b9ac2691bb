import HCodeBase

/// What one row says of a person, each text without the blanks around it; nothing is judged yet.
package struct BatchRow: Sendable {
  /// One for each field, and as many again for each further number that is filled in.
  private var texts: [String?] = Array(repeating: nil, count: BatchField.count)

  subscript(_ field: BatchField, number: Int = 1) -> String? {
    guard let slot = BatchColumn(field, number).slot, slot < texts.count else { return nil }
    return texts[slot]
  }

  /// The highest number of a repeatable field that is filled in.
  private(set) var numbers = 1

  /// The caller's own name for the row.
  package var reference: String? { self[.ref] }

  /// By what the office knows the person. Refuses what a registry would not take.
  package func subject() throws(BatchFault) -> SubjectReference? {
    guard let text = self[.subject] else { return nil }
    guard let subject = SubjectReference(text) else {
      throw BatchFault(
        BatchField.subject.name,
        "it " + (HealthText.fault(in: text, maximumBytes: 96) ?? "holds nothing but spaces"))
    }
    return subject
  }

  /// Takes a text as it was written under a name. Refuses what a spreadsheet put in its place.
  private mutating func take(_ text: String, slot: Int, of name: String) throws(BatchFault) {
    let plain = Self.plain(text)
    guard !plain.isEmpty else { return }
    if let damage = SpreadsheetCell.damage(plain) { throw BatchFault(name, damage) }
    set(plain, slot: slot)
  }

  private mutating func set(_ text: String, slot: Int) {
    while slot >= texts.count {
      texts += Array(repeating: nil, count: BatchField.count)
      numbers += 1
    }
    texts[slot] = text
  }

  // MARK: From CSV

  /// Reads a row under its header. Refuses quoting that is broken, another number of cells than the header has, and what is
  /// not UTF-8.
  package init(_ row: CSVRow, header: BatchHeader) throws(BatchFault) {
    if let fault = row.fault { throw BatchFault(nil, fault.sentence(from: row.line)) }
    let cells = row.cells
    guard cells.count >= header.names.count else {
      throw BatchFault(nil, "it has \(cells.count) cells and the header has \(header.names.count)")
    }
    for (index, cell) in cells.enumerated() {
      guard index < header.names.count else {
        if cell.contains(where: { $0 != 0x20 && $0 != 0x09 }) {
          throw BatchFault(
            nil, "it has \(cells.count) cells and the header has \(header.names.count)")
        }
        continue
      }
      guard let slot = header.slots[index], !cell.isEmpty else { continue }
      guard let text = String(validating: cell, as: UTF8.self) else {
        throw BatchFault(header.names[index], "it is not UTF-8: save the file as 'CSV UTF-8'")
      }
      try take(text, slot: slot, of: header.names[index])
    }
  }

  /// A cell without blanks and marks of direction around it, and without the apostrophe that keeps a spreadsheet from taking it for a formula.
  private static func plain(_ text: String) -> String {
    var bytes = text.utf8[...]
    if bytes.first == UInt8(ascii: "'"), let second = text.unicodeScalars.dropFirst().first,
      SpreadsheetCell.isFormulaStart(second)
    {
      bytes = bytes.dropFirst()
    }
    guard let first = bytes.first, let last = bytes.last else { return "" }
    if (0x21..<0x80).contains(first), (0x21..<0x80).contains(last) {
      return bytes.count == text.utf8.count ? text : String(Substring(bytes))
    }
    var scalars = Substring(bytes).unicodeScalars
    while let first = scalars.first, standsAround(first) { scalars.removeFirst() }
    while let last = scalars.last, standsAround(last) { scalars.removeLast() }
    return String(Substring(scalars))
  }

  /// A blank, or what shows nothing; not the joiners, which may be a part of the last letter.
  private static func standsAround(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20, 0x09, 0xA0, 0x3000: true
    case 0x200C, 0x200D: false
    default: scalar.properties.generalCategory == .format
    }
  }

  // MARK: From JSON

  /// Reads a JSON object whose members are texts, numbers or null. Refuses a member that is none of the columns, unless it is a
  /// note.
  package init(_ line: TextLine) throws(BatchFault) {
    guard !line.isTooLong else {
      throw BatchFault(nil, "the line is longer than \(BatchLimits.rowBytes >> 10) KiB")
    }
    guard String(validating: line.bytes, as: UTF8.self) != nil else {
      throw BatchFault(nil, "it is not UTF-8: save the file as UTF-8")
    }
    let value: JSONValue
    do {
      value = try JSONValue(line.bytes)
    } catch {
      switch error {
      case .malformed(let offset): throw BatchFault(nil, "it is not JSON at byte \(offset)")
      case .duplicateName(let offset):
        throw BatchFault(nil, "a member appears twice, at byte \(offset)")
      case .tooDeep(let offset): throw BatchFault(nil, "it is nested too deeply at byte \(offset)")
      case .tooExpensive(let offset):
        throw BatchFault(nil, "there is more in it than is read, at byte \(offset)")
      }
    }
    guard case .object(let members) = value else {
      throw BatchFault(nil, "it is no JSON object")
    }
    var slots: [Int] = []
    for (name, value) in members where !BatchColumn.isNote(name) {
      guard let slot = BatchColumn(name: name.trimmingBlanks)?.slot else {
        throw BatchFault(name, "there is no such member; one that begins with _ is passed over")
      }
      guard !slots.contains(slot) else { throw BatchFault(name, "the column appears twice") }
      slots.append(slot)
      switch value {
      case .null: continue
      case .string(let text), .number(let text): try take(text, slot: slot, of: name)
      default: throw BatchFault(name, "it is no text")
      }
    }
  }
}
