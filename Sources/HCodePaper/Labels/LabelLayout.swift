/// Sheets of labels, or one label a page: where the labels lie.
///
/// Lengths are millimetres. The labels lie in the middle of the sheet, as on all common sticker papers, unless `left` and
/// `top` say otherwise.
package struct LabelLayout: Equatable, Sendable {
  /// The paper.
  package enum Sheet: Equatable, Sendable {
    /// ISO 216 A4.
    case a4
    /// 8 1/2 by 11 inches.
    case letter
    /// Any other, in millimetres, such as one label of a roll.
    case custom(width: Double, height: Double)
  }

  /// The paper.
  package let sheet: Sheet
  /// Labels across.
  package let columns: Int
  /// Labels down.
  package let rows: Int
  /// A label's width.
  package let labelWidth: Double
  /// A label's height.
  package let labelHeight: Double
  /// From one label's right edge to the next one's left edge.
  package let gapAcross: Double
  /// From one label's lower edge to the next one's upper edge.
  package let gapDown: Double
  /// From the sheet's left edge to the first label.
  package let left: Double
  /// From the sheet's upper edge to the first label.
  package let top: Double

  /// Labels on a sheet.
  package var count: Int { columns * rows }

  /// Nil when the labels do not lie within the sheet, or a number is no size: a side from 5 to 2,000 mm, 1 to 100 labels across
  /// and down.
  package init?(
    sheet: Sheet, columns: Int, rows: Int, labelWidth: Double, labelHeight: Double,
    gapAcross: Double = 0, gapDown: Double = 0, left: Double? = nil, top: Double? = nil
  ) {
    guard (1...100).contains(columns), (1...100).contains(rows),
      [sheet.width, sheet.height, labelWidth, labelHeight].allSatisfy((5...2000).contains),
      [gapAcross, gapDown, left ?? 0, top ?? 0].allSatisfy((0...2000).contains)
    else { return nil }
    let across = Double(columns) * (labelWidth + gapAcross) - gapAcross
    let down = Double(rows) * (labelHeight + gapDown) - gapDown
    self.sheet = sheet
    self.columns = columns
    self.rows = rows
    self.labelWidth = labelWidth
    self.labelHeight = labelHeight
    self.gapAcross = gapAcross
    self.gapDown = gapDown
    self.left = left ?? (sheet.width - across) / 2
    self.top = top ?? (sheet.height - down) / 2
    // Sizes in inches do not come out even.
    let slack = 0.05
    guard self.left >= -slack, self.top >= -slack, self.left + across <= sheet.width + slack,
      self.top + down <= sheet.height + slack
    else { return nil }
  }

  /// The left and upper edge of a label, which are counted along the rows from 0.
  func corner(_ index: Int) -> (left: Double, top: Double) {
    let (row, column) = index.quotientAndRemainder(dividingBy: columns)
    return (
      left + Double(column) * (labelWidth + gapAcross), top + Double(row) * (labelHeight + gapDown)
    )
  }

  /// How far from each edge of a label its print has to stay for all labels to be printable: misprints shift a sheet by up to
  /// a millimetre, and office printers leave a sixth of an inch of each edge of a sheet bare.
  var bareEdges: (left: Double, top: Double, right: Double, bottom: Double) {
    let shift = 1.0
    let bare = sheet.bareEdge
    let right = sheet.width - left - Double(columns) * (labelWidth + gapAcross) + gapAcross
    let bottom = sheet.height - top - Double(rows) * (labelHeight + gapDown) + gapDown
    return (
      max(shift, bare - left), max(shift, bare - top), max(shift, bare - right),
      max(shift, bare - bottom)
    )
  }
}

extension LabelLayout.Sheet {
  /// Millimetres across.
  package var width: Double {
    switch self {
    case .a4: 210
    case .letter: 215.9
    case .custom(let width, _): width
    }
  }

  /// Millimetres down.
  package var height: Double {
    switch self {
    case .a4: 297
    case .letter: 279.4
    case .custom(_, let height): height
    }
  }

  /// What the printer leaves bare at each edge; printers of single labels leave nothing.
  fileprivate var bareEdge: Double {
    switch self {
    case .a4, .letter: 25.4 / 6
    case .custom: 0
    }
  }
}
