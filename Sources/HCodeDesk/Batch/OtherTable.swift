import HCodeBase

/// A table that is neither CSV nor lines of JSON, and what it is.
package enum OtherTable: Equatable, CaseIterable, Sendable {
  /// Excel's workbook, or another ZIP of a spreadsheet.
  case workbook
  /// A workbook of Excel before 2007.
  case oldWorkbook
  /// One JSON array, not an object a line.
  case jsonArray
  /// A JSON object that is laid out over several lines.
  case jsonOverLines
  /// HTML or XML, as some programs export under the name of a workbook.
  case markup
  /// Characters that are not of the encoding that the file began with.
  case damagedText

  /// Recognises a file by its first bytes; nil for a text.
  init?(_ bytes: [UInt8]) {
    if bytes.starts(with: ZIPFile.signature) {
      self = .workbook
    } else if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
      self = .oldWorkbook
    } else {
      return nil
    }
  }
}
