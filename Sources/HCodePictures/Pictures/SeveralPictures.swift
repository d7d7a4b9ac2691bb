import HCodeBase

/// Whether a file holds, or has lost, what a viewer may show and nobody here reads: a sequence, the other pictures of a collection, an opacity, what a drawing hides.
enum SeveralPictures {
  static func areUnseen(in file: [UInt8], _ format: PictureFormat) -> Bool {
    switch format {
    case .png: isPNGFollowed(file)
    case .heif: HEIFPictures.areSeveral(in: file)
    case .pdf: file.suffix(2048).range(of: Array("%%EOF".utf8)) == nil
    case .webP: isUnseen(afterWebP: file)
    case .gif: GIFFrames(file)?.end.map { isPicture(file[$0...]) } ?? false
    case .svg: !SVGContent.isDrawn(file)
    case .zpl: !ZPLReader.areOnlyBitmaps(in: file)
    default: false
    }
  }

  /// Whether another picture begins where a PNG ends, as in two files that were written one after the other.
  private static func isPNGFollowed(_ file: [UInt8]) -> Bool {
    var position = PNGReader.signature.count
    while let chunk = try? PNGChunk(in: file, at: position) {
      position = chunk.following
      if chunk.type == PNGChunk.end { return isPicture(file[position...]) }
    }
    return false
  }

  /// Whether a WebP is shorter than it says, or another picture begins where it ends.
  private static func isUnseen(afterWebP file: [UInt8]) -> Bool {
    let end = WebPFrames.announcedBytes(of: file)
    // What follows is at an even place.
    let next = end + end % 2
    return end > file.count || next < file.count && isPicture(file[next...])
  }

  /// Whether bytes begin as a picture does.
  static func isPicture(_ bytes: ArraySlice<UInt8>) -> Bool {
    PictureFormat(magic: Array(bytes.prefix(4096))) != nil
  }
}
