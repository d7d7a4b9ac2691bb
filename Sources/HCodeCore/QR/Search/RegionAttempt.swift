/// Only what lies round three finder patterns, at a size where a module has about `moduleSide` pixels: whatever is
/// done there costs little, and each code of a sheet gets its own try.
struct RegionAttempt: SearchAttempt {
  let engine: QREngine
  let moduleSide: Double
  var treatment = Treatment.none

  var name: String {
    "\(engine) regions \(Int(moduleSide)) px" + (treatment == .none ? "" : " \(treatment.name)")
  }

  /// So many of them at most: a picture full of patterns must not take minutes.
  private static let limit = 80
  private static let pixels = 6 << 20

  func readings(in scene: SearchScene) -> [QRReading]? {
    guard !scene.candidates.isEmpty else { return nil }
    var readings: [QRReading] = []
    var spent = 0
    var tried = 0
    for candidate in scene.candidates where tried < Self.limit && spent < Self.pixels {
      let (x, y) = (candidate.corner.x, candidate.corner.y)
      // One of the candidates round this pattern was right.
      if readings.contains(where: { $0.covers(x: x, y: y) }) { continue }
      guard let region = scene.region(candidate, moduleSide: moduleSide) else { continue }
      tried += 1
      spent += region.image.pixels.count
      let isInverted = candidate.corner.isInverted
      let image = isInverted ? region.image.inverted() : region.image
      readings += engine.read(treatment.applied(to: image)).map(region.placed)
    }
    return tried == 0 ? nil : readings
  }
}
