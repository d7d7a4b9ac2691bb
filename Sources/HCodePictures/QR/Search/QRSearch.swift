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

  /// What is tried in a part of a picture: zbar takes longest, and reads nothing there that the others do not.
  static let inParts = order.filter { $0.engine != .zbar }

  /// What is tried in a picture that is black and white.
  static let split: [any SearchAttempt] = [
    HalvedAttempt(engine: .zxingBoth, side: 1200), HalvedAttempt(engine: .zxing, side: 400),
    HalvedAttempt(engine: .zxing, side: 2400),
  ]

  /// What is tried for Aztec codes and Data Matrix, of which a certificate fills one of forty modules or more.
  static let others: [any SearchAttempt] = [
    HalvedAttempt(engine: .others, side: 1200), HalvedAttempt(engine: .others, side: 400),
    HalvedAttempt(engine: .darkOthers, side: 2400), DoubledAttempt(engine: .others),
  ]

  /// What is tried for them in a frame of a camera, and in a picture that is black and white.
  static let fewOthers = Array(others.prefix(2))

  /// What is tried for them in and across what was read.
  static let insideOthers: [any SearchAttempt] = Array(others.prefix(1))

  /// What is tried for those of a pixel a module among larger modules.
  static let doubledOthers: [any SearchAttempt] = [DoubledAttempt(engine: .others, below: .max)]

  /// What is tried for symbols that are only named.
  static let small: [any SearchAttempt] = [
    HalvedAttempt(engine: .small, side: 1200), DoubledAttempt(engine: .small),
  ]

  /// What an attempt read, for measurements.
  typealias Witness = (_ attempt: any SearchAttempt, _ readings: [QRReading]) -> Void

  /// All that is read, each symbol once.
  ///
  /// A person who holds up a green code must not be able to keep the red one beside it from being seen. So what was read
  /// is covered with the grey round it, and the same search is made again, until it finds nothing: a second code is read
  /// if it is read alone. A code that stands in or across another one would be covered with it; so those are looked for in
  /// the picture as it was, with no more than the corners of what was read covered. Symbols of other kinds can hide too.
  /// They are looked for unless it is proven that nothing more is there.
  func findings(in image: LumaImage, witness: @escaping Witness = { _, _ in }) -> Findings {
    var run = SearchRun(options: options, witness: witness)
    if options.isGlance {
      run.glance(at: image)
      return Findings(readings: run.found, isComplete: false)
    }
    let covered = run.readAndCover(image)
    let isProven = !covered.hasContrast && run.found.allSatisfy(image.isEvenlyDrawn)
    if options.isThorough || !isProven {
      run.readOthers(in: covered)
      run.lookInside(image)
      run.nameSmall(in: image)
    }
    return Findings(readings: run.found, isComplete: !run.budget.isExhausted)
  }

  /// What a search found.
  struct Findings {
    let readings: [QRReading]
    let isComplete: Bool

    var result: QRSearchResult {
      QRSearchResult(codes: QRScanner.eachOnce(readings).map(\.code), isComplete: isComplete)
    }
  }
}
