package enum QRExperiment {
  package nonisolated(unsafe) static var only: [String] = []
  static func trials() -> [any SearchAttempt] {
    var list: [any SearchAttempt] = [SmallestAttempt(engine: .zbar), SmallestAttempt(engine: .zxing)]
    for engine in [QREngine.zbar, .zxing, .zxingGlobal] {
      for side in [300, 400, 600, 800, 1200, 1600, 10000] {
        list.append(HalvedAttempt(engine: engine, side: side))
      }
      for side in [400, 600, 800, 1200] {
        for t in [Treatment.inverted, .thresholded(percent: 2), .thresholded(percent: 5), .smoothed, .sharpened] {
          list.append(HalvedAttempt(engine: engine, side: side, treatment: t))
        }
      }
      for side in [450, 1000] { list.append(FittedAttempt(engine: engine, side: side)) }
      for side in [600, 1000] {
        list.append(EnlargedAttempt(engine: engine, side: side))
        list.append(EnlargedAttempt(engine: engine, side: side, isSharpened: true))
      }
      list.append(DoubledAttempt(engine: engine))
      for m in [2.0, 4, 7] {
        for t in [Treatment.none, .thresholded(percent: 5), .thresholded(percent: 10), .thresholded(percent: 25), .smoothed, .sharpened] {
          list.append(RegionAttempt(engine: engine, moduleSide: m, treatment: t))
        }
      }
    }
    return list.filter { a in only.isEmpty || only.contains { a.name.contains($0) } }
  }

  package static func run(
    _ image: LumaImage, clock: () -> Double
  ) -> [(name: String, milliseconds: Double, texts: [[UInt8]])] {
    let scene = SearchScene(image)
    let start = clock()
    let patterns = scene.patterns
    let middle = clock()
    let candidates = scene.candidates
    let end = clock()
    return [
      ("patterns", (middle - start) * 1e3, patterns.found.map { Array("\($0)".utf8) }),
      ("candidates", (end - middle) * 1e3, candidates.map { Array("\($0.box)".utf8) }),
    ]
      + trials().compactMap { attempt in
        let scene = SearchScene(image)
        if attempt is RegionAttempt { _ = scene.candidates }
        let start = clock()
        guard let read = attempt.readings(in: scene) else { return nil }
        let spent = (clock() - start) * 1e3
        return (attempt.name, spent, read.map(\.text))
      }
  }
}
