/// The pictures that follow one another in the output of a program, as Netpbm lets them.
struct PNMFrames {
  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Bytes that are held.
  var count: Int { bytes.count }

  /// Whether there are bytes left; whether they are a picture, `next` says.
  var hasMore: Bool { bytes[position...].contains { !PNMReader.isSpace($0) } }

  /// The next picture.
  mutating func next() throws(PictureError) -> LumaImage {
    // What is written out may end with a line break.
    while position < bytes.count, PNMReader.isSpace(bytes[position]) { position += 1 }
    guard let kind = PNMReader.Kind(magic: bytes, at: position) else {
      throw PNMReader.malformed("no picture at byte \(position) of what was made of it")
    }
    position += 2
    return try PNMReader.read(bytes, kind, after: &position)
  }
}
