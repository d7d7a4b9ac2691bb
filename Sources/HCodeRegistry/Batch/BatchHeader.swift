package import HCodeBase
import HCodeCore

/// The first row of a CSV file: which column says what.
package struct BatchHeader: Sendable, Equatable {
  /// The names as they stand there.
  package let names: [String]
  /// Where each column is kept in a row; nil for a note.
  let slots: [Int?]

  /// Reads the header. Refuses a file that is not UTF-8, a name that is no column, one that is given twice, and a header
  /// without any column.
  package init(_ row: CSVRow) throws(BatchFault) {
    if let fault = row.fault { throw BatchFault(nil, fault.sentence(from: row.line)) }
    var names: [String] = []
    var slots: [Int?] = []
    for cell in row.cells {
      guard let text = String(validating: cell, as: UTF8.self) else {
        throw BatchFault(nil, "the header is not UTF-8: save the file as 'CSV UTF-8'")
      }
      let name = text.trimmingBlanks
      names.append(name)
      // A spreadsheet writes columns without a name behind the last one that has one.
      guard !name.isEmpty, !BatchColumn.isNote(name) else {
        slots.append(nil)
        continue
      }
      guard let slot = BatchColumn(name: name)?.slot else {
        // A file without any column is another file, perhaps of secrets: nothing of it is repeated.
        guard row.cells.contains(where: Self.isColumn) else {
          guard let separator = Self.otherSeparator(in: row) else { throw Self.noColumn }
          throw BatchFault(
            nil, "\(separator) separates the columns: use a comma, a semicolon or a tab")
        }
        throw BatchFault(
          name, "there is no such column; begin its name with _ to have it passed over")
      }
      guard !slots.contains(slot) else {
        throw BatchFault(name, "the column appears twice")
      }
      slots.append(slot)
    }
    guard slots.contains(where: { $0 != nil }) else { throw Self.noColumn }
    while names.last == "" {
      names.removeLast()
      slots.removeLast()
    }
    self.names = names
    self.slots = slots
  }

  private static let noColumn = BatchFault(nil, "the first row names no column")

  /// What stands between the names of columns where the whole row is one cell.
  private static func otherSeparator(in row: CSVRow) -> Character? {
    guard row.cells.count == 1, let cell = row.cells.first,
      let text = String(validating: cell, as: UTF8.self)
    else { return nil }
    return "|，；、".first { separator in
      text.split(separator: separator).contains {
        BatchColumn(name: String($0).trimmingBlanks) != nil
      }
    }
  }

  private static func isColumn(_ cell: ArraySlice<UInt8>) -> Bool {
    String(validating: cell, as: UTF8.self).flatMap { BatchColumn(name: $0.trimmingBlanks) } != nil
  }

  /// A file to fill in: the columns, and two people whose rows may be issued once their times are set.
  package static func template(at now: Timestamp) -> String {
    let taken = now.advanced(bySeconds: -7200).rfc3339
    let rows: [[BatchField: String]] = [
      [
        .ref: "1", .status: "green", .valid: "24h", .name: "张小明", .latinName: "Zhang Xiaoming",
        .birthDate: "1985-03-07", .documentTail: "123X", .evidence(.test, .kind): "pcr",
        .evidence(.test, .result): "negative", .evidence(.test, .time): taken,
        .evidence(.test, .place): "LAB7",
      ],
      [
        .ref: "2", .status: "yellow", .valid: "7d", .name: "李芳", .latinName: "Li Fang",
        .reason: "close-contact", .authority: "Order 2026/4",
      ],
    ]
    let lines = rows.map { row in BatchField.allCases.map { row[$0] ?? "" } }
    return ([BatchField.allCases.map(\.name)] + lines)
      .map { SpreadsheetCell.line($0) }.joined()
  }
}

extension String {
  /// Without the blanks of any script, tabs and byte order marks at both ends.
  var trimmingBlanks: String {
    let isBlank = { (scalar: Unicode.Scalar) in
      [0x09, 0xFEFF].contains(scalar.value) || scalar.properties.generalCategory == .spaceSeparator
    }
    var scalars = unicodeScalars[...]
    while let first = scalars.first, isBlank(first) { scalars.removeFirst() }
    while let last = scalars.last, isBlank(last) { scalars.removeLast() }
    return String(Substring(scalars))
  }
}
