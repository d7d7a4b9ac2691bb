import HCodeBase
package import HCodePictures

/// What is printed on a label.
package struct Label: Equatable, Sendable {
  /// The code.
  package let symbol: QRSymbol
  /// What stands beside or below it, the first line larger: a name, until when it is valid. Eight lines are printed at most.
  package let lines: [String]

  /// Any text will do: what is too long is shrunk, wrapped, then cut; what cannot be seen or turns the reading direction is
  /// shown as U+FFFD.
  package init(symbol: QRSymbol, lines: [String]) {
    self.symbol = symbol
    self.lines = lines.prefix(8).map(Self.visible).filter { !$0.isEmpty }
  }

  private static func visible(_ text: String) -> String {
    var visible = ""
    for scalar in text.unicodeScalars {
      visible.unicodeScalars.append(HealthText.isForbidden(scalar) ? "\u{FFFD}" : scalar)
    }
    return visible
  }
}
