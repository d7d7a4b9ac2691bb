import HCodeBase

extension LabelLayout {
  /// A sticker paper as it is sold, by its makers' number. Many makers use Avery's.
  package struct Product: Sendable {
    /// Avery Zweckform's number, or Avery's in North America.
    package let number: String
    /// Where its labels lie.
    package let layout: LabelLayout
  }

  /// The papers that are known by number, the usual one of a grid first.
  package static let products: [Product] = [
    product("3474", .a4, 3, 8, 70, 37),
    product("L7159", .a4, 3, 8, 63.5, 33.9, gap: 2.54),
    product("3475", .a4, 3, 8, 70, 36),
    product("L7160", .a4, 3, 7, 63.5, 38.1, gap: 2.54),
    product("3652", .a4, 3, 7, 70, 42.3),
    product("L7161", .a4, 3, 6, 63.5, 46.6, gap: 2.54),
    product("L7162", .a4, 2, 8, 99.1, 33.9, gap: 2.5),
    product("L7163", .a4, 2, 7, 99.1, 38.1, gap: 2.5),
    product("L7165", .a4, 2, 4, 99.1, 67.7, gap: 2.5),
    product("5160", .letter, 3, 10, 66.675, 25.4, gap: 3.175),
    product("5162", .letter, 2, 7, 101.6, 33.866, gap: 4.7625),
    product("5163", .letter, 2, 5, 101.6, 50.8, gap: 4.7625),
    product("5164", .letter, 2, 3, 101.6, 84.666, gap: 4.7625),
  ].compactMap { $0 }

  private static func product(
    _ number: String, _ sheet: Sheet, _ columns: Int, _ rows: Int, _ width: Double,
    _ height: Double,
    gap: Double = 0
  ) -> Product? {
    LabelLayout(
      sheet: sheet, columns: columns, rows: rows, labelWidth: width, labelHeight: height,
      gapAcross: gap
    ).map { Product(number: number, layout: $0) }
  }

  /// The labels that a person names:
  ///
  /// - `L7160`: a paper of `products`, on its own sheet;
  /// - `3x8`: columns and rows; the usual paper of that grid where there is one, else the sheet divided evenly;
  /// - `3x8:70x37`: with a label's size in millimetres, in the middle of the sheet;
  /// - `3x7:63.5x38.1+2.5+0`: with the gaps across and down;
  /// - `3x7:63.5x38.1+2.5+0@7.2,15.1`: with the margins left and above.
  ///
  /// Nil for another spelling, for labels that do not lie on the sheet, and for a paper of another sheet.
  package init?(_ text: String, on sheet: Sheet?) {
    if let product = Self.products.first(where: { $0.number == text.uppercased() }) {
      guard sheet == nil || sheet == product.layout.sheet else { return nil }
      self = product.layout
      return
    }
    let sheet = sheet ?? .a4
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard let grid = parts.first.flatMap({ Self.numbers($0, separatedBy: "x") }),
      let columns = Int(exactly: grid.0), let rows = Int(exactly: grid.1),
      (1...100).contains(columns),
      (1...100).contains(rows)
    else { return nil }
    if parts.count == 1 {
      if let usual = Self.products.first(where: {
        $0.layout.sheet == sheet && $0.layout.columns == columns && $0.layout.rows == rows
      }) {
        self = usual.layout
        return
      }
      self.init(
        sheet: sheet, columns: columns, rows: rows, labelWidth: sheet.width / grid.0,
        labelHeight: sheet.height / grid.1)
      return
    }
    let sizes = parts[1].split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
    let lengths = sizes[0].split(separator: "+", maxSplits: 1, omittingEmptySubsequences: false)
    let gaps = lengths.count == 2 ? Self.numbers(lengths[1], separatedBy: "+") : (0, 0)
    let margins = sizes.count == 2 ? Self.numbers(sizes[1], separatedBy: ",") : nil
    guard let size = Self.numbers(lengths[0], separatedBy: "x"), let gaps,
      (sizes.count == 2) == (margins != nil)
    else { return nil }
    self.init(
      sheet: sheet, columns: columns, rows: rows, labelWidth: size.0, labelHeight: size.1,
      gapAcross: gaps.0, gapDown: gaps.1, left: margins?.0, top: margins?.1)
  }

  /// Two plain decimal numbers.
  private static func numbers(
    _ text: some StringProtocol, separatedBy separator: Character
  ) -> (Double, Double)? {
    let parts = text.split(separator: separator, omittingEmptySubsequences: false)
    guard parts.count == 2, let first = number(parts[0]), let second = number(parts[1]) else {
      return nil
    }
    return (first, second)
  }

  private static func number(_ text: some StringProtocol) -> Double? {
    guard (1...8).contains(text.utf8.count),
      text.utf8.allSatisfy({ $0.isASCIIDigit || $0 == UInt8(ascii: ".") })
    else { return nil }
    return Double(text)
  }
}

extension LabelLayout.Sheet {
  /// `a4`, `letter`, or width and height in millimetres such as `50x30`; nil for anything else.
  package init?(_ text: String) {
    switch text.lowercased() {
    case "a4": self = .a4
    case "letter": self = .letter
    default:
      var text = Substring(text.lowercased())
      if text.hasSuffix("mm") { text = text.dropLast(2) }
      guard let size = LabelLayout.sizeNumbers(text), (5...2000).contains(size.0),
        (5...2000).contains(size.1)
      else { return nil }
      self = .custom(width: size.0, height: size.1)
    }
  }
}

extension LabelLayout {
  fileprivate static func sizeNumbers(_ text: Substring) -> (Double, Double)? {
    numbers(text, separatedBy: "x")
  }
}
