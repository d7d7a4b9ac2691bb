/// Black and white between two levels, for codes of low contrast beside clearer things.
extension LumaImage {
  /// How many levels are told apart, the commonest first.
  private static let mostLevels = 8
  /// The fewest pixels of a level: a half of the modules of the smallest code.
  private static let fewestPixels = 200
  /// A difference of two levels that the other attempts see whatever else is in the picture.
  private static let clearDifference = 128

  /// The levels at which a drawn picture is split: between each two of its commonest ones that follow each other.
  ///
  /// A drawn code has two levels, so one of these places parts its modules, however near they are to each other, dark on light or light on
  /// dark. What is beside the code is then only black or white.
  var splits: [UInt8] {
    guard isDrawn(near: 1, share: 0.8) else { return [] }
    let enough = max(1, Self.fewestPixels / levelStep)
    let levels = Self.commonest(of: levelCounts, near: 1).levels.filter { $0.count >= enough }
      .map(\.level).sorted()
    return zip(levels, levels.dropFirst()).filter { $1 - $0 < Self.clearDifference }
      .map { UInt8(($0 + $1 + 1) / 2) }
  }

  /// Whether a few levels, without those next to them, make nearly all of it: no camera and no JPEG made it.
  var isExactlyDrawn: Bool { isDrawn(near: 0, share: 0.95) }

  /// Whether such a share of the picture has some levels, each with those next to it up to a difference, as what a program drew. A few
  /// thousand pixels tell.
  private func isDrawn(near difference: Int, share: Double) -> Bool {
    var counts = [Int](repeating: 0, count: 256)
    let step = pixels.count >> 12 | 1
    for place in stride(from: 0, to: pixels.count, by: step) { counts[Int(pixels[place])] += 1 }
    return Self.commonest(of: counts, near: difference).share >= share
  }

  /// The commonest levels with how many pixels each has, those up to a difference from it counted in, and which share of all they are.
  private static func commonest(
    of counts: [Int], near difference: Int
  ) -> (levels: [(level: Int, count: Int)], share: Double) {
    var rest = counts
    let all = counts.reduce(0, +)
    var levels: [(level: Int, count: Int)] = []
    for _ in 0..<mostLevels {
      guard let level = rest.indices.max(by: { rest[$0] < rest[$1] }), rest[level] > 0 else {
        break
      }
      let near = max(0, level - difference)...min(255, level + difference)
      levels.append((level, near.reduce(0) { $0 + rest[$1] }))
      for place in near { rest[place] = 0 }
    }
    return (levels, Double(levels.reduce(0) { $0 + $1.count }) / Double(max(all, 1)))
  }

  /// Black where a pixel is darker than a level, else white.
  func split(at level: UInt8) -> LumaImage {
    LumaImage(width: width, height: height, isIncomplete: isIncomplete) { target in
      pixels.withUnsafeBufferPointer { source in
        for place in source.indices { target[place] = source[place] < level ? 0 : 255 }
      }
    } ?? self
  }
}
