import HCodeBase

/// Whether a file holds, or has lost, what a viewer may show and nobody here reads: a sequence, the other pictures of a collection, an opacity, what a drawing hides.
enum SeveralPictures {
  static func areUnseen(in file: [UInt8], _ format: PictureFormat) -> Bool {
    switch format {
    case .heif: HEIFPictures.areSeveral(in: file)
    case .pdf: file.suffix(2048).range(of: Array("%%EOF".utf8)) == nil
    case .webP: WebPFrames.announcedBytes(of: file) > file.count
    case .svg: !SVGContent.isDrawn(file)
    case .zpl: !ZPLReader.areOnlyBitmaps(in: file)
    default: false
    }
  }
}
