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
  /// Whether a diagonal has the pattern too, as letters and textures seldom have. In a small or blurred one
  /// none may.
  let isProved: Bool

  /// A module's side, for comparison with others.
  var moduleSide: Double { (moduleWidth * moduleHeight).squareRoot() }

  /// As seen in a picture that is larger by a factor.
  func enlarged(by factor: Double) -> FinderPattern {
    FinderPattern(
      x: x * factor, y: y * factor, moduleWidth: moduleWidth * factor,
      moduleHeight: moduleHeight * factor, isInverted: isInverted, isProved: isProved)
  }

  /// Whether both stand in one place.
  func isSame(as other: FinderPattern) -> Bool {
    isInverted == other.isInverted && abs(x - other.x) < 2 * moduleWidth
      && abs(y - other.y) < 2 * moduleHeight
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
}
