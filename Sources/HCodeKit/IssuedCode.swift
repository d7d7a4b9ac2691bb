import HCodeBase
import HCodeCore
import HCodeDesk

/// A code that was signed, verified, drawn and scanned.
public struct IssuedCode: Sendable {
  let code: CodeText

  /// Its text, for a QR symbol: `HCODE1:` and Base45 (docs/format.md §2).
  public var text: String { String(decoding: code.text, as: UTF8.self) }
  /// Its number in the status list of the key, by which it is revoked.
  public var index: UInt32 { code.claims.codeIndex }
  /// It is valid until just before.
  public var expires: Instant { Instant(code.claims.expires) }

  /// The code as a PNG picture, scanned before it is handed out. Its error correction is level M (ISO/IEC 18004).
  ///
  /// - Parameters:
  ///   - moduleSize: Pixels a side of a module.
  ///   - quietZone: Modules of white around the symbol.
  /// - Throws: `.drawing` when the picture does not read as the code's text, or would be too large.
  public func png(moduleSize: Int = 4, quietZone: Int = 4) throws(HCodeError) -> [UInt8] {
    try picture(.png, moduleSize: moduleSize, quietZone: quietZone)
  }

  /// The code as an SVG picture, scanned before it is handed out: by `rsvg-convert` where that is installed, or else the modules as
  /// they stand in the symbol. Throws as `png` does.
  public func svg(moduleSize: Int = 4, quietZone: Int = 4) throws(HCodeError) -> String {
    String(
      decoding: try picture(.svg, moduleSize: moduleSize, quietZone: quietZone), as: UTF8.self)
  }

  private func picture(
    _ format: CodeAppearance.Format, moduleSize: Int, quietZone: Int
  ) throws(HCodeError) -> [UInt8] {
    try HCodeError.translating {
      try Self.drawing(code, format, moduleSize: moduleSize, quietZone: quietZone).finished().bytes
    }
  }

  static func drawing(
    _ code: CodeText, _ format: CodeAppearance.Format, moduleSize: Int, quietZone: Int
  ) throws(HCodeError) -> Drawing {
    guard (1...1000).contains(moduleSize), (0...1000).contains(quietZone) else {
      throw HCodeError(.drawing, detail: "a module or the quiet zone has no size that can be drawn")
    }
    var appearance = CodeAppearance(format, words: NoWords())
    appearance.moduleSize = moduleSize
    appearance.quietZone = quietZone
    return Drawing(code, appearance)
  }
}
