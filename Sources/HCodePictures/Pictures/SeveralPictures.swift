import HCodeBase

/// Whether a file holds pictures that are not read: frames of an animation, a sequence, the other pictures of a collection.
enum SeveralPictures {
  static func areUnseen(in file: [UInt8], _ format: PictureFormat) -> Bool {
    switch format {
    case .png: (try? PNGFile(file))?.isAnimated ?? false
    case .webP: isAnimatedWebP(file) && webPFrames(file) != 1
    case .heif: HEIFPictures.areSeveral(in: file)
    case .gif: GIFFrames.areDifferences(in: file)
    case .jpeg, .pnm, .tiff, .bmp, .pdf: false
    }
  }

  /// The flags of the extended header say so.
  static func isAnimatedWebP(_ file: [UInt8]) -> Bool {
    file.count > 20 && file[12..<16].elementsEqual("VP8X".utf8) && file[20] & 0x02 != 0
  }

  /// The `ANMF` chunks of a WebP file.
  private static func webPFrames(_ file: [UInt8]) -> Int {
    var frames = 0
    var position = 12
    while file.count - position >= 8 {
      if file[position..<position + 4].elementsEqual("ANMF".utf8) { frames += 1 }
      let length = file[position + 4..<position + 8].reversed().reduce(0) { $0 << 8 | Int($1) }
      // What follows is at an even place.
      position += 8 + length + length % 2
    }
    return frames
  }
}
