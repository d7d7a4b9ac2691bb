/// The picture halved as often as it takes to be at most `side` pixels long.
///
/// Averaging takes noise out too: zbar finds in a sharp large photo only what it sees in a small one.
struct HalvedAttempt: SearchAttempt {
  let engine: QREngine
  let side: Int
  var treatment = Treatment.none

  var name: String {
    "\(engine) \(side == .max ? "whole" : "\(side)")"
      + (treatment == .none ? "" : " \(treatment.name)")
  }

  func readings(in scene: SearchScene) -> [QRReading]? {
    let times = scene.halvings(toFit: side)
    let tried = engine == .darkOthers ? .others : engine
    guard scene.isNew(tried, treatment, level: times), let image = scene.halved(times: times),
      image.shorterSide >= SearchScene.smallestSide
    else { return nil }
    // Where dark on light was tried at this size, light on dark is left.
    let isHalfDone = engine == .zxingBoth && !scene.isNew(.zxing, treatment, level: times)
    let (seen, reader) = isHalfDone ? (image.inverted(), .zxing) : (image, engine)
    return scene.read(treatment.applied(to: seen), reader).map {
      $0.scaled(by: 1 << times, over: 1)
    }
  }
}

/// Each pixel four times, for codes saved with one pixel a module.
struct DoubledAttempt: SearchAttempt {
  let engine: QREngine
  /// Pictures whose shorter side is less.
  var below = 300

  var name: String { "\(engine) doubled" }

  func readings(in scene: SearchScene) -> [QRReading]? {
    guard scene.image.shorterSide < below, scene.image.pixels.count <= 1 << 20 else { return nil }
    return scene.read(scene.image.doubled(), engine).map { $0.scaled(by: 1, over: 2) }
  }
}
