/// The dots of a printer. Lengths on paper are whole numbers of them, so that no module gets a ragged edge.
package struct PrinterGrid: Equatable, Sendable {
  /// Dots an inch: 100 to 1,200.
  package let dotsPerInch: Int

  /// The grid of office printers: what fills whole dots at 600 an inch does so at 1,200 too.
  package static let office = PrinterGrid(known: 600)

  /// Nil for a number outside 100 to 1,200.
  package init?(dotsPerInch: Int) {
    guard (100...1200).contains(dotsPerInch) else { return nil }
    self.init(known: dotsPerInch)
  }

  private init(known dotsPerInch: Int) { self.dotsPerInch = dotsPerInch }

  /// The most dots that fit a length.
  func dots(_ millimetres: Double) -> Int {
    Int((millimetres * Double(dotsPerInch) / 25.4).rounded(.down))
  }

  /// The length of a number of dots.
  func millimetres(_ dots: Int) -> Double { Double(dots) * 25.4 / Double(dotsPerInch) }

  /// Points, of 1/72 inch, a dot.
  var pointsPerDot: Double { 72 / Double(dotsPerInch) }
}
