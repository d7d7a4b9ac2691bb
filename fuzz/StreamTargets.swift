extension FuzzTarget {
  /// What cuts a stream into frames: pieces of any size in, whole frames out.
  static let streams: [FuzzTarget] = [
    FuzzTarget(name: "frames", longest: 1 << 14) { bytes in
      // The first byte is the size of the pieces; where the cuts fall must change nothing.
      guard let first = bytes.first else { return }
      let rest = Array(bytes.dropFirst())
      let whole = frames([rest])
      let size = Int(first) + 1
      let pieces = stride(from: 0, to: rest.count, by: size).map {
        Array(rest[$0..<min($0 + size, rest.count)])
      }
      promise(frames(pieces) == whole, "the cuts of a stream change no frame")
    }
  ]

  private static func frames(_ pieces: [[UInt8]]) -> [[UInt8]] {
    var splitter = FrameSplitter()
    var found: [[UInt8]] = []
    for piece in pieces {
      splitter.append(piece)
      while let frame = splitter.next() { found.append(frame) }
    }
    splitter.end()
    while let frame = splitter.next() { found.append(frame) }
    return found
  }
}
