/// Whether the pages of a TIFF file have an opacity, which tifftopnm gives only when it is asked for it.
enum TIFFOpacity {
  /// Tag 338, ExtraSamples (TIFF 6.0 §18): 1 for an opacity that the colours were multiplied with, 2 for one that they were not.
  private static let extraSamples = 338

  /// Whether a page has an opacity, for each page. Empty for BigTIFF and for what is damaged.
  static func pages(in file: [UInt8]) -> [Bool] {
    guard let first = TIFFReader(file[...]) else { return [] }
    var pages: [Bool] = []
    var directory = first.number(at: 4, length: 4) ?? 0
    while directory > 0, pages.count < PictureLimits.pages,
      let count = first.number(at: directory, length: 2)
    {
      var hasOpacity = false
      for entry in 0..<count {
        let place = directory + 2 + entry * 12
        guard first.number(at: place, length: 2) == extraSamples else { continue }
        hasOpacity = [1, 2].contains(first.number(at: place + 8, length: 2) ?? 0)
      }
      pages.append(hasOpacity)
      directory = first.number(at: directory + 2 + count * 12, length: 4) ?? 0
    }
    return pages
  }
}
