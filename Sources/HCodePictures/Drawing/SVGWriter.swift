/// Writes QR symbols as SVG 1.1, sharp at any size.
package enum SVGWriter {
  /// How large a picture is to be shown, quiet zone included.
  package enum Side: Equatable, Sendable {
    /// On paper.
    case millimetres(Double)
    /// On a screen.
    case pixels(Int)
  }

  /// A picture of the symbol alone: one path, black on white, with a unit a module.
  ///
  /// Nil when the side is not a number above 0 or the quiet zone is negative.
  package static func svg(_ symbol: QRSymbol, quietZone: Int = 4, side: Side) -> String? {
    guard (0...8192).contains(quietZone) else { return nil }
    let length: String
    switch side {
    case .millimetres(let millimetres):
      guard millimetres.isFinite, millimetres > 0 else { return nil }
      length = "\(millimetres)mm"
    case .pixels(let pixels):
      guard pixels > 0 else { return nil }
      length = "\(pixels)"
    }
    let modules = symbol.size + 2 * quietZone
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <svg xmlns="http://www.w3.org/2000/svg" width="\(length)" height="\(length)" \
      viewBox="0 0 \(modules) \(modules)" shape-rendering="crispEdges">
      <rect width="\(modules)" height="\(modules)" fill="#fff"/>
      <path fill="#000" d="\(path(symbol, left: quietZone, top: quietZone))"/>
      </svg>

      """
  }

  /// The dark modules as one path: a rectangle for each run in a row, `unit` wide and high a module.
  package static func path(_ symbol: QRSymbol, left: Int, top: Int, unit: Int = 1) -> String {
    var path = ""
    symbol.forEachDarkRun { row, column, length in
      let run = length * unit
      path += "M\(left + column * unit) \(top + row * unit)h\(run)v\(unit)h-\(run)z"
    }
    return path
  }
}
