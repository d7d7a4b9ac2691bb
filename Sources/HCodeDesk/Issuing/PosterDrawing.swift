import HCodeBase
import HCodeGate
package import HCodePaper
package import HCodePictures
import HCodeSystem

/// The poster of a place as a file, scanned before it is handed out.
package enum PosterDrawing {
  /// The file in that format: PNG, SVG or PDF. `made` is the time that a PDF tells.
  package static func file(
    _ text: [UInt8], _ format: CodeAppearance.Format, made seconds: Int64,
    poster: (QRSymbol) -> Poster
  ) throws -> [UInt8] {
    let symbol: QRSymbol
    do { symbol = try QREncoder.encode(text, errorCorrection: .medium) } catch {
      throw DrawingError(error, .medium)
    }
    let drawn = poster(symbol)
    if format != .svg, let fonts = FontCoverage(),
      case let missing = drawn.texts.flatMap(fonts.missing), let first = missing.first
    {
      throw DrawingError.lettersMissing(
        missing.prefix(8).map(HealthText.spelled).joined(),
        package: FontCoverage.package(for: first))
    }
    let svg = Array(drawn.svg(format == .pdf ? .millimetres : .pixels).utf8)
    let image =
      try (try? SVGRasteriser.png(Array(drawn.svg().utf8))).map {
        try Picture.decode($0, FileName("the finished poster"))
      } ?? QRPicture(symbol, moduleSize: 4).lumaImage()
    guard image.scansBack(to: text) else { throw DrawingError.unreadable }
    do {
      switch format {
      case .svg: return svg
      case .pdf: return try SVGRasteriser.pdf(svg, made: seconds)
      default: return try SVGRasteriser.png(svg)
      }
    } catch { throw DrawingError.card(error) }
  }
}
