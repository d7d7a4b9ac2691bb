/// Looks for every code in a picture: attempts in an order, until something was read and nothing else
/// can be hiding.
struct QRSearch {
  let options: QRSearchOptions

  /// What is tried until the first code is read. The order, and what each attempt gains: the table in
  /// docs/scanning.md, which `make bench-scan` makes again.
  static let order: [any SearchAttempt] = [
    SmallestAttempt(engine: .zbar),
    HalvedAttempt(engine: .zxing, side: 600),
    HalvedAttempt(engine: .zxing, side: 1200),
    HalvedAttempt(engine: .zxing, side: 400, treatment: .sharpened),
    HalvedAttempt(engine: .zxingGlobal, side: 600),
    HalvedAttempt(engine: .zbar, side: 400, treatment: .thresholded(percent: 5)),
    RegionAttempt(engine: .zxing, moduleSide: 4, treatment: .sharpened),
    HalvedAttempt(engine: .zxing, side: 800, treatment: .sharpened),
    HalvedAttempt(engine: .zxing, side: 800, treatment: .inverted),
    HalvedAttempt(engine: .zxing, side: 600, treatment: .thresholded(percent: 5)),
    HalvedAttempt(engine: .zxing, side: 800, treatment: .faint),
    DoubledAttempt(engine: .zbar),
  ]

  /// What is tried besides where three finder patterns stand as in a symbol, in a stream only those that chance does not
  /// make, so that a frame of a camera with nothing in view ends in time.
  static let further: [any SearchAttempt] = [
    HalvedAttempt(engine: .zbar, side: 600),
    RegionAttempt(engine: .zxing, moduleSide: 2),
    RegionAttempt(engine: .zxing, moduleSide: 7, treatment: .smoothed),
    HalvedAttempt(engine: .zbar, side: 800, treatment: .faint),
    HalvedAttempt(engine: .zbar, side: 400, treatment: .inverted),
    HalvedAttempt(engine: .zbar, side: 1200, treatment: .thresholded(percent: 2)),
    RegionAttempt(engine: .zbar, moduleSide: 4),
    HalvedAttempt(engine: .zxing, side: 2400),
    FittedAttempt(engine: .zxing, side: 1000),
    HalvedAttempt(engine: .zbar, side: 1200),
    EnlargedAttempt(engine: .zbar, side: 800),
  ]

  /// What is tried where something was read and another code could be hiding.
  static let pursuit: [any SearchAttempt] = [
    HalvedAttempt(engine: .zxing, side: 1200),
    RegionAttempt(engine: .zxing, moduleSide: 4),
    HalvedAttempt(engine: .zxing, side: 2400),
    RegionAttempt(engine: .zxing, moduleSide: 4, treatment: .sharpened),
    RegionAttempt(engine: .zbar, moduleSide: 4),
  ]

  /// And then, on a sheet with more patterns than can be tried one by one, or without libzxing.
  static let sheet: [any SearchAttempt] = [
    HalvedAttempt(engine: .zbar, side: 600),
    HalvedAttempt(engine: .zbar, side: 1200),
    HalvedAttempt(engine: .zbar, side: 2400),
  ]

  /// What an attempt read, for measurements.
  typealias Witness = (_ attempt: any SearchAttempt, _ readings: [QRReading]) -> Void

  /// All that is read, each symbol once.
  func readings(in image: LumaImage, witness: Witness = { _, _ in }) -> [QRReading] {
    var turn = Turn(isStill: true)
    return readings(in: image, turn: &turn, witness: witness)
  }

  /// The same in a frame of a stream, in which `further` is begun where the frame before it left off, and left when the
  /// next frame waits: that shows the same a moment later. What was read beside another code that may
  /// hide is pursued to the end as in any picture.
  func readings(
    in image: LumaImage, turn: inout Turn, witness: Witness = { _, _ in }
  ) -> [QRReading] {
    let scene = SearchScene(image)
    var isFirst = true
    /// How many were passed.
    @discardableResult
    func run(_ attempts: some Collection<any SearchAttempt>, while isWanted: () -> Bool) -> Int {
      for (passed, attempt) in attempts.enumerated() {
        guard options.isThorough || isWanted(), isFirst || !options.isOutOfTime() else {
          return passed
        }
        isFirst = false
        guard let read = attempt.readings(in: scene) else { continue }
        witness(attempt, read)
        scene.add(read)
      }
      return attempts.count
    }
    run(Self.order) { scene.found.isEmpty }
    var isBegun = false
    let passed = run(Self.further[turn.first...] + Self.further[..<turn.first]) {
      defer { isBegun = true }
      return scene.found.isEmpty
        && (turn.isStill ? !scene.candidates.isEmpty : scene.candidates.contains(where: \.isLikely))
        && !(isBegun && turn.isNextWaiting())
    }
    if passed > 0 {
      // The next frame begins with the one that read this one, or with the first that was not made.
      turn.first = (turn.first + passed - (scene.found.isEmpty ? 0 : 1)) % Self.further.count
    }
    guard !scene.found.isEmpty else { return [] }
    guard options.isThorough || scene.couldHideCode else { return scene.found }
    run(Self.pursuit) { scene.couldHideCode }
    // zbar reads more of a sheet full of codes than libzxing does.
    if scene.isCrowded || !ZXingEngine.isThere { run(Self.sheet) { scene.couldHideCode } }
    return scene.found
  }

  /// Where a stream's search is.
  struct Turn {
    /// No stream: nothing better will come, so that unlikely candidates are tried as well.
    var isStill = false
    /// The attempt of `further` that comes first.
    fileprivate(set) var first = 0
    /// Whether there is a newer frame already.
    var isNextWaiting: () -> Bool = { false }
  }
}
