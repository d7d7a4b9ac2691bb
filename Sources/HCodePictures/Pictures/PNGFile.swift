/// What stands before the pixels in a PNG file.
struct PNGFile {
  let header: PNGHeader
  let colours: PNGColours
  /// Where the first data chunk begins.
  let dataStart: Int
  /// Whether it says that it is an animation (APNG), which may have frames beside the picture that a reader of still pictures shows.
  let isAnimated: Bool
  /// Whether its gamma makes it look otherwise than a viewer shows it that knows no gamma.
  let hasOtherGamma: Bool

  /// Reads up to the first data chunk. Of a chunk that may stand there only once the first counts.
  init(
    _ file: [UInt8], ground: UInt8 = 255, ignoringGamma: Bool = false
  ) throws(PictureError) {
    guard file.starts(with: PNGReader.signature) else {
      throw PNGReader.malformed("Not a PNG file")
    }
    var position = PNGReader.signature.count
    var header: PNGHeader?
    var palette: ArraySlice<UInt8>?
    var transparency: ArraySlice<UInt8>?
    var gamma: Double?
    var isAnimated = false
    while let chunk = try PNGChunk(in: file, at: position) {
      guard let known = header else {
        guard chunk.type == PNGChunk.header else { throw PNGReader.malformed("Missing IHDR") }
        try chunk.check(in: file)
        header = try PNGHeader(file[chunk.data])
        position = chunk.following
        continue
      }
      switch chunk.type {
      case PNGChunk.pixels:
        self.header = known
        hasOtherGamma = gamma.map { !PNGColours.isUsual(gamma: $0) } ?? false
        colours = try PNGColours(
          known, palette: palette, transparency: transparency,
          gamma: ignoringGamma ? 0.45455 : gamma ?? 0.45455, ground: ground)
        dataStart = position
        self.isAnimated = isAnimated
        return
      case PNGChunk.palette where palette == nil:
        try chunk.check(in: file)
        palette = file[chunk.data]
      case PNGChunk.transparency where transparency == nil:
        try chunk.check(in: file)
        transparency = file[chunk.data]
      case PNGChunk.gamma where gamma == nil && chunk.data.count == 4:
        let number = PNGChunk.number(file[chunk.data])
        if number > 0 { gamma = Double(number) / 100_000 }
      case PNGChunk.standardColours: gamma = 0.45455
      case PNGChunk.animation: isAnimated = true
      case PNGChunk.header, PNGChunk.end: throw PNGReader.malformed("Missing IDAT")
      default:
        guard !chunk.isCritical || chunk.type == PNGChunk.palette else {
          throw PNGReader.malformed("unhandled critical chunk")
        }
      }
      position = chunk.following
    }
    throw PNGReader.malformed(header == nil ? "Missing IHDR" : "Missing IDAT")
  }
}
