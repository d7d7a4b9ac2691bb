/// What a JPEG file says of its frame (ITU-T T.81 §B.2.2) and of its first scan: what decoding it takes.
struct JPEGFrameHeader {
  /// Bytes of the coefficients that a decoder holds at once: all of them when they come in several scans, else a few rows'.
  let coefficientBytes: Int

  init(_ file: [UInt8]) {
    var blocks = 0
    var components = 0
    var isProgressive = false
    var comesInScans = false
    for segment in JPEGSegments(file) {
      let data = Array(segment.data)
      if segment.marker == JPEGSegments.Segment.startOfScan {
        comesInScans = isProgressive || Int(data.first ?? 0) < components
      }
      // C4, C8 and CC are no frames.
      guard (0xC0...0xCF).contains(segment.marker),
        segment.marker & 3 != 0 || segment.marker == 0xC0,
        data.count >= 6
      else { continue }
      isProgressive = segment.marker & 3 == 2
      components = Int(data[5])
      let height = Int(data[1]) << 8 | Int(data[2])
      let width = Int(data[3]) << 8 | Int(data[4])
      let factors = (0..<components).compactMap { number -> (Int, Int)? in
        let place = 7 + 3 * number
        return place < data.count ? (Int(data[place] >> 4), Int(data[place] & 15)) : nil
      }
      let across = max(1, factors.map(\.0).max() ?? 1)
      let down = max(1, factors.map(\.1).max() ?? 1)
      let units = ((width + 8 * across - 1) / (8 * across)) * ((height + 8 * down - 1) / (8 * down))
      blocks = units * factors.reduce(0) { $0 + $1.0 * $1.1 }
    }
    coefficientBytes = comesInScans ? blocks * 128 : 0
  }
}
