extension SymbolCandidate {
  /// Below this a candidate counts for nothing.
  static let leastLikelihood = 0.6

  /// Whether it is more than what chance puts together. Of 448 codes that were read, the worst had a likelihood of 0.78; the
  /// best of newspaper pages, woods and crowded rooms without a code had 0.73. A blurred or damaged code may have less,
  /// so that a still picture is searched for those, too.
  var isLikely: Bool { likelihood >= 0.75 }

  /// Whether the three look like finder patterns of one symbol, 1 for a clean one: the mean of the share of directions
  /// in which they are patterns (`PatternDirections`), and of how well they are squares that lie as the
  /// symbol would. Patterns made by chance are no squares, or are turned against the line to the next.
  func likelihood(in scene: SearchScene) -> Double {
    let agreeing = patterns.reduce(0) { $0 + $1.directions }
    let directions = Double(agreeing) / Double(3 * PatternDirections.count)
    let squares = patterns.reduce(0) { $0 + squareness(of: $1, in: scene) } / 3
    return (directions + squares) / 2
  }

  private func squareness(of pattern: FinderPattern, in scene: SearchScene) -> Double {
    // Reduced until a module has two to four pixels, so that noise does not count.
    var times = 0
    while pattern.moduleSide >= Double(4 << times), times < 8 { times += 1 }
    guard let image = scene.halved(times: times) else { return 0.5 }
    return squareness(of: pattern.enlarged(by: 1 / Double(1 << times)), in: image)
  }

  /// The share of the 7 by 7 modules round a centre that are as dark or light as they should be, the light ring and the
  /// rest counted alike: 0.5 for anything.
  private func squareness(of pattern: FinderPattern, in image: LumaImage) -> Double {
    let modules = pattern.modules(along: legs.x, legs.y)
    let across = (x: legs.x.x / modules, y: legs.x.y / modules)
    let down = (x: legs.y.x / modules, y: legs.y.y / modules)
    var ring: [Int] = []
    var rest: [Int] = []
    image.pixels.withUnsafeBufferPointer { pixels in
      for i in -3...3 {
        for j in -3...3 {
          let x = pattern.x + Double(i) * across.x + Double(j) * down.x
          let y = pattern.y + Double(i) * across.y + Double(j) * down.y
          guard x >= 0, y >= 0, x < Double(image.width), y < Double(image.height) else { continue }
          let pixel = Int(pixels[Int(y) * image.width + Int(x)])
          if max(abs(i), abs(j)) == 2 { ring.append(pixel) } else { rest.append(pixel) }
        }
      }
    }
    // At the picture's edge there may be too little to tell.
    guard ring.count > 5, rest.count > 10 else { return 1 }
    let middle = (ring.reduce(0, +) / ring.count + rest.reduce(0, +) / rest.count) / 2
    let isInverted = pattern.isInverted
    let light = ring.count { isInverted ? $0 < middle : $0 > middle }
    let dark = rest.count { isInverted ? $0 > middle : $0 < middle }
    return (Double(light) / Double(ring.count) + Double(dark) / Double(rest.count)) / 2
  }
}
