/// One of the three squares in a symbol's corners, or what looks like one.
struct FinderPattern: Equatable, Sendable {
  /// The centre, in pixels of the picture.
  var x: Double
  var y: Double
  /// How wide and how high a module is there along a row and a column, in pixels.
  var moduleWidth: Double
  var moduleHeight: Double
  /// Light on dark.
  let isInverted: Bool
  /// In how many directions it is one (`PatternDirections`).
  var directions = 0

  /// Whether more directions agree than chance gives. In a small, blurred or damaged pattern they may not.
  var isProved: Bool { directions >= 11 }
  /// Whether it is as most are in a symbol that lies flat.
  var isClear: Bool { directions >= 14 }
  /// Whether it is worth a try beside others that are.
  var isLikely: Bool { directions >= 6 }

  /// A module's side, for comparison with others.
  var moduleSide: Double { (moduleWidth * moduleHeight).squareRoot() }

  /// As seen in a picture that is larger by a factor.
  func enlarged(by factor: Double) -> FinderPattern {
    FinderPattern(
      x: x * factor, y: y * factor, moduleWidth: moduleWidth * factor,
      moduleHeight: moduleHeight * factor, isInverted: isInverted, directions: directions)
  }

  /// Whether both stand in one place and are about equally large: in the square of a pattern may stand a smaller
  /// one that chance made.
  func isSame(as other: FinderPattern) -> Bool {
    isInverted == other.isInverted && abs(x - other.x) < 2 * moduleWidth
      && abs(y - other.y) < 2 * moduleHeight && moduleSide < 1.6 * other.moduleSide
      && other.moduleSide < 1.6 * moduleSide
  }

  /// Whether two could belong to one symbol: alike in size, and as far apart as the smallest and the largest
  /// symbol have them, with room for perspective.
  func couldBelong(with other: FinderPattern) -> Bool {
    guard isInverted == other.isInverted else { return false }
    let (mine, theirs) = (moduleSide, other.moduleSide)
    guard mine < 2.5 * theirs, theirs < 2.5 * mine else { return false }
    let distance = ((x - other.x) * (x - other.x) + (y - other.y) * (y - other.y)).squareRoot()
    let module = (mine * theirs).squareRoot()
    // 14 modules between centres in version 1, 170 in version 40, 1.41 times that across.
    return distance > 6 * module && distance < 320 * module
  }

  /// How many modules the legs of a symbol have from centre to centre, both as many, by this pattern's width and height:
  /// the chord along a row through a parallelogram with these sides is as long as its area over its height. Right
  /// however it is turned and tilted, but for perspective.
  func modules(along first: (x: Double, y: Double), _ second: (x: Double, y: Double)) -> Double {
    let area = abs(first.x * second.y - first.y * second.x)
    let height = max(abs(first.y), abs(second.y))
    let width = max(abs(first.x), abs(second.x))
    return area / (moduleSide * (width * height).squareRoot())
  }
}
