/// The frames of an animated WebP file, each as a file of its own, since dwebp takes no animation.
struct WebPFrames {
  let width: Int
  let height: Int
  let frames: [(file: [UInt8], placement: AnimationCanvas.Placement)]
  /// Whether the file is as long as it says, in whole chunks.
  let isWhole: Bool

  /// Nil for a file that is not an animation.
  init?(_ file: [UInt8]) {
    guard file.count > 30, file[12..<16].elementsEqual("VP8X".utf8), file[20] & 0x02 != 0 else {
      return nil
    }
    width = Self.number(file[24..<27]) + 1
    height = Self.number(file[27..<30]) + 1
    var frames: [(file: [UInt8], placement: AnimationCanvas.Placement)] = []
    let (chunks, end) = Self.chunks(file[12...])
    let announced = Self.announcedBytes(of: file)
    isWhole = end >= announced && announced <= file.count
    for chunk in chunks where chunk.name == "ANMF" && chunk.data.count >= 16 {
      // One more than is read, so that it shows that there are more.
      guard frames.count <= PictureLimits.pages else { break }
      let header = Array(chunk.data.prefix(16))
      let size = (Self.number(header[6..<9]) + 1, Self.number(header[9..<12]) + 1)
      let placement = AnimationCanvas.Placement(
        left: 2 * Self.number(header[0..<3]), top: 2 * Self.number(header[3..<6]), width: size.0,
        height: size.1, isBlended: header[15] & 2 == 0,
        disposal: header[15] & 1 == 0 ? .keep : .clear)
      frames.append((Self.file(of: chunk.data.dropFirst(16), size), placement))
    }
    self.frames = frames
  }

  /// How long the file says that it is.
  static func announcedBytes(of file: [UInt8]) -> Int { 8 + number(file.dropFirst(4).prefix(4)) }

  /// A still picture of a frame's chunks. With an opacity of their own the chunks stand after an extended header.
  private static func file(of chunks: ArraySlice<UInt8>, _ size: (Int, Int)) -> [UInt8] {
    var body = Array("WEBP".utf8)
    if chunks.starts(with: "ALPH".utf8) {
      body += Array("VP8X".utf8) + bytes(10, 4) + [0x10, 0, 0, 0]
      body += bytes(size.0 - 1, 3) + bytes(size.1 - 1, 3)
    }
    body += chunks
    return Array("RIFF".utf8) + bytes(body.count, 4) + body
  }

  /// The chunks that are there as a whole, and where the last of them ends.
  private static func chunks(
    _ bytes: ArraySlice<UInt8>
  ) -> (chunks: [(name: String, data: ArraySlice<UInt8>)], end: Int) {
    var found: [(name: String, data: ArraySlice<UInt8>)] = []
    var rest = bytes
    while rest.count >= 8 {
      let name = String(decoding: rest.prefix(4), as: UTF8.self)
      let length = number(rest.dropFirst(4).prefix(4))
      guard rest.count - 8 >= length else { break }
      found.append((name, rest.dropFirst(8).prefix(length)))
      // What follows is at an even place.
      rest = rest.dropFirst(8 + length + length % 2)
    }
    return (found, rest.startIndex)
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> Int {
    bytes.reversed().reduce(0) { $0 << 8 | Int($1) }
  }

  private static func bytes(_ number: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
  }
}
