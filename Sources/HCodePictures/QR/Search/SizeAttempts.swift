/// The picture halved as often as it takes to be at most `side` pixels long.
///
/// Averaging takes noise out too: zbar finds in a sharp large photo only what it sees in a small one.
struct HalvedAttempt: SearchAttempt {
  let engine: QREngine
  let side: Int
  var treatment = Treatment.none

  var name: String { "\(engine) \(side)" + (treatment == .none ? "" : " \(treatment.name)") }

  func readings(in scene: SearchScene) -> [QRReading]? {
    let times = scene.halvings(toFit: side)
    guard engine == .zbar || !scene.isCrowded(level: times),
      scene.isNew(engine, treatment, level: times), let image = scene.halved(times: times),
      image.shorterSide >= SearchScene.smallestSide
    else { return nil }
    return engine.read(treatment.applied(to: image)).map { $0.scaled(by: 1 << times, over: 1) }
  }
}

/// The picture shrunk to a longer side of exactly `side` pixels: between two halves there may be the size
/// at which a code is read.
struct FittedAttempt: SearchAttempt {
  let engine: QREngine
  let side: Int

  var name: String { "\(engine) to \(side)" }

  func readings(in scene: SearchScene) -> [QRReading]? {
    guard scene.image.longerSide * 9 > side * 10, engine == .zbar || !scene.isCrowded(level: 0)
    else {
      return nil
    }
    let image = scene.fitted(side)
    guard image.shorterSide >= SearchScene.smallestSide else { return nil }
    return engine.read(image).map {
      $0.scaled(by: scene.image.longerSide, over: image.longerSide)
    }
  }
}

/// The picture enlarged to a longer side of `side` pixels, for codes of less than two pixels a module.
struct EnlargedAttempt: SearchAttempt {
  let engine: QREngine
  let side: Int
  var isSharpened = false

  var name: String { "\(engine) up to \(side)" + (isSharpened ? " sharpened" : "") }

  func readings(in scene: SearchScene) -> [QRReading]? {
    guard scene.image.longerSide * 3 < side * 2, engine == .zbar || !scene.isCrowded(level: 0)
    else {
      return nil
    }
    let image = scene.image.enlarged(side: side)
    return engine.read(isSharpened ? image.sharpened() : image).map {
      $0.scaled(by: scene.image.longerSide, over: image.longerSide)
    }
  }
}

/// Each pixel four times, for codes saved with one pixel a module: zbar reads all of them so, and half of
/// them when they are smoothed.
struct DoubledAttempt: SearchAttempt {
  let engine: QREngine

  var name: String { "\(engine) doubled" }

  func readings(in scene: SearchScene) -> [QRReading]? {
    guard scene.image.shorterSide < 300 else { return nil }
    return engine.read(scene.image.doubled()).map { $0.scaled(by: 1, over: 2) }
  }
}
