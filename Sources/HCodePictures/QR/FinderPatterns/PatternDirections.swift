internal import Glibc

/// In how many directions from its centre a finder pattern is one.
///
/// Its ring and its square are copies of each other scaled about the centre, so that along every direction the edges lie at
/// 1.5, 2.5 and 3.5 parts of one length, however the symbol is turned or tilted. Letters and textures, which pass for a
/// pattern along a row and a column, seldom do it along the others: in half of what looks like one by chance
/// fewer than six directions agree, in more than nine of ten real ones more than ten.
enum PatternDirections {
  /// So many are looked along.
  static let count = 16

  private static let vectors: [(x: Double, y: Double)] = (0..<count).map { index in
    let angle = Double(index) * 2 * Double.pi / Double(count)
    return (cos(angle), sin(angle))
  }
  /// Four places a module.
  private static let step = 0.25
  /// The ring's outer edge is at 3.5 modules, 5 along a diagonal: past it, the brightness must change again.
  private static let reach = 26

  /// The directions in which a pattern is one, of `count`.
  static func agreeing(
    with pattern: FinderPattern, _ pixels: UnsafePointer<UInt8>, width: Int, height: Int
  ) -> Int {
    var profile = Profile()
    return vectors.count { direction in
      profile.clear()
      let (dx, dy) = (
        direction.x * pattern.moduleWidth * step, direction.y * pattern.moduleHeight * step
      )
      for place in 0...reach {
        let (x, y) = (pattern.x + Double(place) * dx, pattern.y + Double(place) * dy)
        guard x >= 0, y >= 0, x < Double(width), y < Double(height) else {
          // A symbol may fill the picture to its border.
          return profile.isInRing && profile.isFinderPattern
        }
        let pixel = pixels[Int(y) * width + Int(x)]
        if profile.isWhole(adding: Int32(pattern.isInverted ? ~pixel : pixel)) {
          return profile.isFinderPattern
        }
      }
      return false
    }
  }

  /// Brightness from the centre outwards: dark, light, dark, and light again, which ends it.
  private struct Profile {
    private var values: [Int32] = []
    /// The centre's least, the light ring's most and the dark ring's least, as far as they were reached.
    private var extremes: [(value: Int32, place: Int)] = []

    mutating func clear() {
      values.removeAll(keepingCapacity: true)
      extremes.removeAll(keepingCapacity: true)
    }

    /// Takes the next place; true when the ring lies behind.
    mutating func isWhole(adding value: Int32) -> Bool {
      let place = values.count
      values.append(value)
      guard let last = extremes.last else {
        extremes.append((value, place))
        return false
      }
      // Odd ones are light.
      let sign: Int32 = extremes.count % 2 == 0 ? -1 : 1
      if (value &- last.value) &* sign <= 0 {
        extremes[extremes.count - 1] = (value, place)
      } else if (value &- last.value) &* sign >= LineEdges.contrast {
        if extremes.count == 3 { return true }
        extremes.append((value, place))
      }
      return false
    }

    /// Whether all but the last change was seen.
    var isInRing: Bool { extremes.count == 3 }

    /// Whether the three edges lie where they should, by half the difference of the extremes on both sides.
    var isFinderPattern: Bool {
      let (centre, light, dark) = (extremes[0], extremes[1], extremes[2])
      var place = light.place
      while place > 0, values[place] > (centre.value + light.value) / 2 { place -= 1 }
      let first = Double(place) + 0.5
      place = light.place
      while place < dark.place, values[place] > (light.value + dark.value) / 2 { place += 1 }
      let second = Double(place) - 0.5
      place = dark.place
      while place < values.count - 1, values[place] < (light.value + dark.value) / 2 { place += 1 }
      let module = (Double(place) - 0.5) / 3.5
      return abs(first - 1.5 * module) < 0.6 * module && abs(second - 2.5 * module) < 0.6 * module
    }
  }
}
