import HCodeBase

/// The frames of an animated PNG file (PNG, third edition, §11.3.6), each as a file of its own.
struct PNGFrames {
  let width: Int
  let height: Int
  let frames: [(file: [UInt8], placement: AnimationCanvas.Placement)]
  /// Whether there are pictures beside the one that a reader of still pictures shows.
  let hasFurther: Bool
  /// Whether the file has its end and as many frames as it announces, each with data.
  let isWhole: Bool

  private static let control = PNGChunk.type("fcTL")

  /// Nil for a file that is not an animation. Frames end where the file is damaged.
  init?(_ file: [UInt8]) {
    guard let first = try? PNGChunk(in: file, at: PNGReader.signature.count),
      first.type == PNGChunk.header, let header = try? PNGHeader(file[first.data])
    else { return nil }
    (width, height) = (header.width, header.height)
    let ending = Array(file[first.data].dropFirst(8))
    var shared: [UInt8] = []
    var frames: [(file: [UInt8], placement: AnimationCanvas.Placement)] = []
    var current: (placement: AnimationCanvas.Placement, pixels: [UInt8])?
    var (announced, begun, hasFurther, hasEnd) = (0, 0, false, false)
    func finish() {
      guard let (placement, pixels) = current, !pixels.isEmpty else { return }
      var frame = PNGReader.signature
      Self.append(
        PNGChunk.header, Self.bytes(placement.width) + Self.bytes(placement.height) + ending,
        to: &frame)
      frame += shared
      Self.append(PNGChunk.pixels, pixels, to: &frame)
      Self.append(PNGChunk.end, [], to: &frame)
      frames.append((frame, placement))
    }
    var position = first.following
    // One more than is read, so that it shows that there are more.
    while frames.count <= PictureLimits.pages, let chunk = try? PNGChunk(in: file, at: position),
      !hasEnd
    {
      switch chunk.type {
      case PNGChunk.end: hasEnd = true
      case PNGChunk.animation where announced == 0:
        announced = Int(PNGChunk.number(file[chunk.data]))
      case Self.control where chunk.data.count == 26:
        begun += 1
        finish()
        current = (Self.placement(file[chunk.data], isFirst: frames.isEmpty), [])
      case PNGChunk.pixels: current?.pixels += file[chunk.data]
      case PNGChunk.framePixels:
        hasFurther = true
        current?.pixels += file[chunk.data].dropFirst(4)
      // Every frame has a copy: a palette is the largest of them, and each stands there once.
      case PNGChunk.palette, PNGChunk.transparency, PNGChunk.gamma, PNGChunk.standardColours:
        guard chunk.data.count <= 768, shared.count < 2048 else { break }
        shared += file[chunk.data.lowerBound - 8..<chunk.following]
      default: break
      }
      position = chunk.following
    }
    finish()
    self.frames = frames
    self.hasFurther = hasFurther
    isWhole = hasEnd && begun == frames.count && frames.count >= announced
  }

  private static func placement(
    _ control: ArraySlice<UInt8>, isFirst: Bool
  ) -> AnimationCanvas.Placement {
    func number(_ place: Int) -> Int { Int(PNGChunk.number(control.dropFirst(place))) }
    let disposal: AnimationCanvas.Disposal =
      switch control.dropFirst(24).first {
      case 1: .clear
      case 2: isFirst ? .clear : .restore
      default: .keep
      }
    return AnimationCanvas.Placement(
      left: number(12), top: number(16), width: number(4), height: number(8),
      isBlended: control.last == 1, disposal: disposal)
  }

  private static func append(_ type: UInt32, _ data: [UInt8], to file: inout [UInt8]) {
    let chunk = bytes(Int(type)) + data
    file += bytes(data.count) + chunk
    file += bytes(Int(chunk.withUnsafeBytes { Zlib.crc32($0) }))
  }

  private static func bytes(_ number: Int) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
  }
}
