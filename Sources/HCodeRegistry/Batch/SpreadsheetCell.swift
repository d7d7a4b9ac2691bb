import HCodeBase

/// Cells of CSV files that a spreadsheet opens and wrote.
package enum SpreadsheetCell {
  /// The most bytes of a cell that are written.
  static let maximumBytes = 1000

  /// Whether a spreadsheet would take a cell that begins so for a formula, which can start programs.
  static func isFormulaStart(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "=", "+", "-", "@", "\t", "\r", "\n", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}": true
    default: false
    }
  }

  /// One line of CSV, CR LF at its end, as spreadsheets expect it. A cell that would be a formula gets an apostrophe in front;
  /// characters that could move a terminal's cursor or turn the reading direction are written as `\u{…}`.
  ///
  /// - Parameter separator: what stands between cells, so that the program that wrote the input opens the output.
  package static func line(_ cells: [String], separator: UInt8 = UInt8(ascii: ",")) -> String {
    cells.map(cell).joined(separator: String(Unicode.Scalar(separator))) + "\r\n"
  }

  private static func cell(_ text: String) -> String {
    var cell = ""
    if let first = text.unicodeScalars.first, isFormulaStart(first) { cell = "'" }
    var needsQuotes = text.utf8.first == 0x20 || text.utf8.last == 0x20
    for scalar in text.unicodeScalars {
      if cell.utf8.count >= maximumBytes {
        cell += "…"
        break
      }
      switch scalar {
      case "\"":
        cell += "\"\""
        needsQuotes = true
      case ",", ";", "\n":
        cell.unicodeScalars.append(scalar)
        needsQuotes = true
      case _ where HealthText.isForbidden(scalar):
        cell += "\\u{" + String(scalar.value, radix: 16) + "}"
      default: cell.unicodeScalars.append(scalar)
      }
    }
    return needsQuotes ? "\"" + cell + "\"" : cell
  }

  /// What a spreadsheet put in the place of what was typed: the name of an error, signs for a column that is too narrow, a long number that lost its last digits, a text as
  /// a formula. Nil for any other text.
  static func damage(_ text: String) -> String? {
    guard let first = text.utf8.first else { return nil }
    if first == UInt8(ascii: "#") {
      if text.utf8.allSatisfy({ $0 == first }) {
        return "it is what a spreadsheet shows for a column that is too narrow"
      }
      if errors.contains(text.uppercased()) { return "it is an error of the spreadsheet" }
    }
    if first == UInt8(ascii: "="), text.utf8.dropFirst().first == UInt8(ascii: "\""),
      text.utf8.last == UInt8(ascii: "\"")
    {
      return "it is a formula of the spreadsheet: write the text alone"
    }
    return first.isASCIIDigit && isShortened(text)
      ? "it looks like a number that a spreadsheet shortened: format the column as text" : nil
  }

  private static let errors = [
    "#N/A", "#VALUE!", "#NAME?", "#REF!", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!",
    "#FIELD!", "#BLOCKED!", "#CONNECT!", "#BUSY!", "#UNKNOWN!", "#GETTING_DATA",
  ]

  /// Digits, perhaps with a point or a comma, then `E+` and digits.
  private static func isShortened(_ text: String) -> Bool {
    let parts = text.uppercased().split(separator: "E", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[1].utf8.first == UInt8(ascii: "+"), parts[1].utf8.count > 1 else {
      return false
    }
    let number = parts[0].split(omittingEmptySubsequences: false) { $0 == "." || $0 == "," }
    return number.count <= 2
      && (number + [parts[1].dropFirst()]).allSatisfy {
        !$0.isEmpty && $0.utf8.allSatisfy { $0.isASCIIDigit }
      }
  }

  /// What a text that is no date as it is wanted probably is: the way a spreadsheet writes dates of its own, or its number of a
  /// day. For an error message; nil when it looks like neither.
  static func dateHabit(_ text: String) -> String? {
    let bytes = Array(text.utf8)
    guard !bytes.isEmpty, bytes.count <= 32 else { return nil }
    if let day = CellWords.day(text), CalendarDate.isShapeOfDay(day) {
      return CalendarDate(iso8601: day) == nil ? "there is no such day" : nil
    }
    switch WrittenTime.read(CellWords.time(text)) {
    case .failure(.noSuchDay): return "there is no such day"
    case .failure(.noZone):
      return "it does not say in which time zone: end it with Z or with an offset such as +08:00"
    case .failure(.yearOutOfRange): return "the year lies outside 1970 to 9999"
    case .success, .failure(.notATime): break
    }
    let digits = bytes.filter { $0.isASCIIDigit }.count
    if digits == bytes.count, (4...5).contains(digits), let days = Int(text) {
      // Day 1 is 1900-01-01, with a 29 February 1900 that never was; from day 61 on it is days since 1899-12-30.
      guard days > 60 else { return nil }
      let date = CalendarDate(daysSince1970: days - 25_569).iso8601
      return "\(text) looks like a spreadsheet's number for \(date)"
    }
    let separators = bytes.filter { "/.-".utf8.contains($0) }.count
    if separators >= 2, digits >= 4, bytes.first.map({ $0.isASCIIDigit }) == true {
      return "it looks like a date in a spreadsheet's own way"
    }
    if bytes.contains(UInt8(ascii: "E")), bytes.contains(UInt8(ascii: "+")) {
      return "it looks like a number that a spreadsheet shortened"
    }
    return nil
  }
}
