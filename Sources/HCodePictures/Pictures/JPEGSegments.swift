/// The segments of a JPEG file (ITU-T T.81 §B.1.1) up to the header of the first scan, which is the last.
struct JPEGSegments: Sequence, IteratorProtocol {
  /// A marker and what its segment holds.
  struct Segment {
    let marker: UInt8
    let data: ArraySlice<UInt8>

    static let startOfScan: UInt8 = 0xDA
  }

  private var rest: ArraySlice<UInt8>

  init(_ file: [UInt8]) { rest = file.dropFirst(2) }

  /// Nil at the end, and where the file is damaged.
  mutating func next() -> Segment? {
    while rest.count >= 4, rest.first == 0xFF {
      let marker = rest[rest.startIndex + 1]
      if marker == 0xFF {  // fill byte
        rest = rest.dropFirst()
        continue
      }
      let length = Int(rest[rest.startIndex + 2]) << 8 | Int(rest[rest.startIndex + 3])
      guard length >= 2 else { return nil }
      let data = rest.dropFirst(4).prefix(length - 2)
      rest = marker == Segment.startOfScan ? [] : rest.dropFirst(2 + length)
      return Segment(marker: marker, data: data)
    }
    return nil
  }
}
