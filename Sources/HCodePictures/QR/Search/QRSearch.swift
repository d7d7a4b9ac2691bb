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
    HalvedAttempt(engine: .zxingBoth, side: 1200),
    HalvedAttempt(engine: .zxing, side: 400, treatment: .smoothed),
    HalvedAttempt(engine: .zxing, side: 600, treatment: .sharpened),
    HalvedAttempt(engine: .zbar, side: 400, treatment: .thresholded(percent: 5)),
    HalvedAttempt(engine: .zxingPlain, side: 800, treatment: .wide),
    HalvedAttempt(engine: .zxingPlain, side: 1200, treatment: .faint),
    HalvedAttempt(engine: .zxing, side: 2400),
    HalvedAttempt(engine: .zxing, side: .max),
    DoubledAttempt(engine: .zxingGlobal),
  ]

  /// What is tried at a glance: what reads most of what can be read, at up to 1,200 pixels.
  static let glance = Array(order.prefix(4))

  /// What is tried in and across what was read in a photo.
  static let inside: [any SearchAttempt] = [
    HalvedAttempt(engine: .zxingBoth, side: 1200), HalvedAttempt(engine: .zxing, side: 400),
  ]

  /// What is tried in a picture that is black and white.
  static let split: [any SearchAttempt] = [
    HalvedAttempt(engine: .zxingBoth, side: 1200), HalvedAttempt(engine: .zxing, side: 400),
    HalvedAttempt(engine: .zxing, side: 2400),
  ]

  /// What an attempt read, for measurements.
  typealias Witness = (_ attempt: any SearchAttempt, _ readings: [QRReading]) -> Void

  /// All that is read, each symbol once.
  ///
  /// A person who holds up a green code must not be able to keep the red one beside it from being seen. So what was read
  /// is covered with the grey round it, and the same search is made again, until it finds nothing: a second code is read
  /// if it is read alone. A code that stands in or across another one would be covered with it; so those are looked for in
  /// the picture as it was, with no more than the corners of what was read covered.
  func findings(in image: LumaImage, witness: @escaping Witness = { _, _ in }) -> Findings {
    var run = SearchRun(options: options, witness: witness)
    if options.isGlance {
      run.glance(at: image)
      return Findings(readings: run.found, isComplete: false, otherSymbol: nil)
    }
    let covered = run.readAndCover(image)
    run.lookInside(image)
    run.lookForOther(in: covered)
    return Findings(
      readings: run.found, isComplete: !run.budget.isExhausted, otherSymbol: run.otherSymbol)
  }

  /// What a search found.
  struct Findings {
    let readings: [QRReading]
    let isComplete: Bool
    let otherSymbol: OtherSymbol?

    var result: QRSearchResult {
      QRSearchResult(
        texts: QRScanner.eachOnce(readings).map(\.text), isComplete: isComplete,
        otherSymbol: otherSymbol)
    }
  }
}
