import ArgumentParser
import HCodePictures

/// What a symbol looks like, of one code or of many.
struct SymbolOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "The side of a module in pixels, or in dots of a label printer, 1 to 64.", valueName: "pixels"
    ))
  var moduleSize = QRPicture.usualModuleSize

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The white border around the code in modules, 0 to 64; the standard asks for 4.",
      valueName: "modules"))
  var quietZone = QRPicture.usualQuietZone

  @Option(
    name: .long,
    help: ArgumentHelp(
      "L, M, Q or H: how much damage the symbol survives. Default: Q on labels, else M.",
      valueName: "level"),
    completion: .list(QRSymbol.ErrorCorrection.allCases.map(\.rawValue)), transform: Self.level)
  var errorCorrection: QRSymbol.ErrorCorrection?

  private static func level(_ text: String) throws -> QRSymbol.ErrorCorrection {
    guard let level = QRSymbol.ErrorCorrection(rawValue: text.uppercased()) else {
      throw ValidationError(.notALevel)
    }
    return level
  }

  func validate() throws {
    guard (1...64).contains(moduleSize), (0...64).contains(quietZone) else {
      throw ValidationError(.symbolSize)
    }
  }
}
