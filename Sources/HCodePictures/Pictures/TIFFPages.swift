/// What tifftopnm does not tell of the pages of a TIFF or BigTIFF file: whether they have an opacity, and whether all of them are there.
struct TIFFPages {
  /// What a page says of its opacity, for each page: 1 for one that the colours were multiplied with, 2 for one that they were not, nil for none.
  private(set) var opacities: [Int?] = []
  /// Whether every page is where the one before it says, has all of its pixels in the file, and has one opacity at most.
  private(set) var areWhole = false

  private let tiff: TIFFReader
  private let fileBytes: Int

  /// Tag 338, ExtraSamples (TIFF 6.0 §18).
  private static let extraSamples = 338
  /// Where the strips and the tiles are, and how many bytes each has (TIFF 6.0 §8 and §15).
  private static let pixels = [(offsets: 273, counts: 279), (offsets: 324, counts: 325)]

  /// Follows the pages as far as they can be followed, and one more than is read. Nil for what is no TIFF file.
  init?(_ file: [UInt8]) {
    guard let tiff = TIFFReader(file[...], mayBeBig: true) else { return nil }
    self.tiff = tiff
    fileBytes = file.count
    var isWhole = true
    let (countBytes, placeBytes) = tiff.isBig ? (8, 8) : (2, 4)
    var directory = tiff.number(at: placeBytes, length: placeBytes) ?? 0
    while directory > 0, opacities.count <= PictureLimits.pages {
      guard let count = tiff.number(at: directory, length: countBytes), (0..<1 << 16) ~= count,
        let next = tiff.number(
          at: directory + countBytes + count * entryBytes, length: placeBytes)
      else { return }
      let entries = (0..<count).map { directory + countBytes + $0 * entryBytes }
      let extra = values(of: Self.extraSamples, in: entries)
      isWhole = isWhole && extra.count < 2 && hasItsPixels(entries)
      opacities.append(extra.first.flatMap { [1, 2].contains($0) ? $0 : nil })
      directory = next
    }
    areWhole = isWhole && directory == 0 && !opacities.isEmpty
  }

  private var entryBytes: Int { tiff.isBig ? 20 : 12 }

  /// The numbers of a field; empty where there is none, or not in the file.
  private func values(of tag: Int, in entries: [Int]) -> [Int] {
    let placeBytes = tiff.isBig ? 8 : 4
    guard let entry = entries.first(where: { tiff.number(at: $0, length: 2) == tag }),
      let type = tiff.number(at: entry + 2, length: 2),
      let length = [1: 1, 3: 2, 4: 4, 16: 8][type],
      let count = tiff.number(at: entry + 4, length: placeBytes), (0...fileBytes) ~= count
    else { return [] }
    let value = entry + 4 + placeBytes
    let start =
      count * length <= placeBytes ? value : tiff.number(at: value, length: placeBytes) ?? 0
    guard start >= 0, start <= fileBytes - count * length else { return [] }
    return (0..<count).compactMap { tiff.number(at: start + $0 * length, length: length) }
  }

  /// Whether what the page says of the places of its pixels is true.
  private func hasItsPixels(_ entries: [Int]) -> Bool {
    Self.pixels.contains { offsets, counts in
      let (starts, lengths) = (values(of: offsets, in: entries), values(of: counts, in: entries))
      return !starts.isEmpty && starts.count == lengths.count
        && zip(starts, lengths).allSatisfy { start, length in
          (0...fileBytes) ~= start && (0...fileBytes - start) ~= length
        }
    }
  }
}
