/// Only what lies round three finder patterns, at a size where a module has about `moduleSide` pixels: whatever is
/// done there costs little, and each code of a sheet gets its own try.
struct RegionAttempt: SearchAttempt {
  let engine: QREngine
  let moduleSide: Double
  var treatment = Treatment.none

  var name: String {
    "\(engine) regions \(Int(moduleSide)) px" + (treatment == .none ? "" : " \(treatment.name)")
  }

  /// So many misses end it: a picture full of patterns must not take minutes. On a sheet the patterns of neighbouring
  /// codes make candidates too, so that more are allowed there.
  private func misses(in scene: SearchScene) -> Int {
    (engine == .zbar ? 4 : 8) + (scene.isCrowded ? scene.provedCount / 4 : 0)
  }
  private static let pixels = 6 << 20

  func readings(in scene: SearchScene) -> [QRReading]? {
    // Where the search for patterns gave up, a region may hold any number of them.
    let isSafe = !scene.patterns.isIncomplete || engine == .zbar
    guard isSafe, !scene.candidates.isEmpty else { return nil }
    var readings: [QRReading] = []
    var spent = 0
    var missed = 0
    let misses = misses(in: scene)
    for candidate in scene.candidates {
      // One of the candidates with this pattern was right.
      let isDone = candidate.patterns.contains { pattern in
        readings.contains { $0.covers(x: pattern.x, y: pattern.y) }
      }
      if isDone { continue }
      if engine != .zbar, scene.patterns.found.count > SearchScene.crowd {
        let inside = scene.patterns.found.count { candidate.box.contains(x: $0.x, y: $0.y) }
        if inside > SearchScene.crowd { continue }
      }
      guard missed < misses, spent < Self.pixels else { break }
      guard let region = scene.region(candidate, moduleSide: moduleSide) else { continue }
      spent += region.image.pixels.count
      let isInverted = candidate.corner.isInverted
      let image = isInverted ? region.image.inverted() : region.image
      let read = engine.read(treatment.applied(to: image)).map(region.placed)
      readings += read
      // A code beside the one that was looked for keeps the search going, too.
      missed += read.isEmpty ? 1 : 0
    }
    return readings
  }
}
