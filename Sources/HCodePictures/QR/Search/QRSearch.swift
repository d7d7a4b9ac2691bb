/// Looks for every code in a picture: attempts in an order, until something was read and nothing else
/// can be hiding.
struct QRSearch {
  let options: QRSearchOptions

  /// What is tried until something is read. The order, and what each attempt gains: the table in docs/scanning.md, which
  /// `make bench-scan` makes again.
  static let order: [any SearchAttempt] = [
    HalvedAttempt(engine: .zxingGlobal, side: 400),
    SmallestAttempt(engine: .zxing),
    HalvedAttempt(engine: .zxing, side: 600),
    HalvedAttempt(engine: .zxing, side: 1200),
    HalvedAttempt(engine: .zxing, side: 400, treatment: .smoothed),
    HalvedAttempt(engine: .zxing, side: 600, treatment: .sharpened),
    HalvedAttempt(engine: .zxing, side: 800, treatment: .inverted),
    HalvedAttempt(engine: .zbar, side: 400, treatment: .thresholded(percent: 5)),
    HalvedAttempt(engine: .zxing, side: 1200, treatment: .faint),
    HalvedAttempt(engine: .zxing, side: 2400),
    DoubledAttempt(engine: .zxing),
  ]

  /// What an attempt read, for measurements.
  typealias Witness = (_ attempt: any SearchAttempt, _ readings: [QRReading]) -> Void

  /// All that is read, each symbol once.
  ///
  /// A person who holds up a green code must not be able to keep the red one beside it from being seen. So what was read
  /// is covered with the grey round it, and the same search is made again, until it finds nothing: a second code is read
  /// if it is read alone. A code that stands in or across another one would be covered with it; so those are looked for in
  /// the picture as it was, with no more than the corners of what was read covered.
  func findings(in image: LumaImage, witness: Witness = { _, _ in }) -> Findings {
    let budget = SearchBudget(isOutOfTime: options.isOutOfTime)
    var found: [QRReading] = []
    goOn(from: image, &found, budget, witness)
    if !found.isEmpty { lookInside(image, &found, budget, witness) }
    return Findings(readings: found, isComplete: !budget.isExhausted)
  }

  /// What a search found.
  struct Findings {
    let readings: [QRReading]
    let isComplete: Bool

    var result: QRSearchResult {
      QRSearchResult(texts: QRScanner.eachOnce(readings).map(\.text), isComplete: isComplete)
    }
  }

  /// Reads, covers and reads again until nothing is read.
  private func goOn(
    from image: LumaImage, _ found: inout [QRReading], _ budget: SearchBudget, _ witness: Witness
  ) {
    var picture = image
    var repeats = 0
    var isBegun = !found.isEmpty
    while true {
      let scene = SearchScene(picture, budget: budget)
      look(at: scene, isBegun: isBegun, witness)
      guard !scene.found.isEmpty else { return }
      isBegun = true
      let new = scene.found.filter { !found.contains(where: $0.isSame) }
      found += new
      // A symbol that is read again was not where its corners were: more of what is round it goes each time.
      repeats = new.isEmpty ? repeats + 1 : 0
      picture = picture.covering(scene.found.map { $0.loosened(times: repeats) })
      guard options.isThorough || picture.hasContrast else { return }
      if repeats == 5 { budget.giveUp() }
      guard budget.allowsRound(), budget.allowsMore() else { return }
    }
  }

  /// Looks for codes in and across the borders of those that were read.
  ///
  /// Such a code leaves the one that it stands in readable only when it is small or stands at its edge; so two sizes are
  /// looked at there, and all attempts are made where something was read.
  private func lookInside(
    _ image: LumaImage, _ found: inout [QRReading], _ budget: SearchBudget, _ witness: Witness
  ) {
    let opened = image.covering(found.flatMap(\.ends))
    if options.isThorough { return goOn(from: opened, &found, budget, witness) }
    for reading in found {
      let box = reading.box.grown(by: (reading.box.right - reading.box.left) / 3)
      guard budget.allowsMore(), let part = opened.part(box), part.hasContrast else { continue }
      let scene = SearchScene(part, budget: budget)
      for attempt in Self.inside {
        guard let read = attempt.readings(in: scene) else { continue }
        let placed = read.map { $0.moved(right: max(0, box.left), down: max(0, box.top)) }
        witness(attempt, placed)
        let new = placed.filter { !found.contains(where: $0.isSame) }
        guard !new.isEmpty else { continue }
        found += new
        return goOn(from: opened.covering(new), &found, budget, witness)
      }
    }
  }

  /// What is tried inside of what was read.
  static let inside: [any SearchAttempt] = [
    HalvedAttempt(engine: .zxing, side: 1200), HalvedAttempt(engine: .zxing, side: 400),
  ]

  /// One round: the attempts in their order until one reads something.
  private func look(at scene: SearchScene, isBegun: Bool, _ witness: Witness) {
    for (index, attempt) in Self.order.enumerated() {
      guard options.isThorough || scene.found.isEmpty else { return }
      if isBegun || index > 0, !scene.budget.allowsMore() { return }
      guard let read = attempt.readings(in: scene) else { continue }
      witness(attempt, read)
      scene.add(read)
    }
  }
}
