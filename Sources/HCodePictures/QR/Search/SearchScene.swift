/// A picture in which codes are looked for, and what several attempts need of it: made once, when it
/// is first asked for.
final class SearchScene {
  /// As it was given.
  let image: LumaImage
  private var halves: [LumaImage]
  private var tried: Set<Trial> = []
  /// What was read so far, each symbol once.
  private(set) var found: [QRReading] = []
  /// What could be finder patterns, in pixels of the picture.
  private(set) lazy var patterns = FinderPatternSearch.patterns(in: self)
  private var openCandidates: [SymbolCandidate]?

  init(_ image: LumaImage) {
    self.image = image
    halves = [image]
  }

  private struct Trial: Hashable {
    let engine: QREngine
    let treatment: Treatment
    let level: Int
  }

  /// Below this shorter side nothing is worth reading in a reduced picture: a code of 53 modules needs 2
  /// pixels for each.
  static let smallestSide = 60

  /// Whether this is asked for the first time.
  func isNew(_ engine: QREngine, _ treatment: Treatment, level: Int) -> Bool {
    tried.insert(Trial(engine: engine, treatment: treatment, level: level)).inserted
  }

  /// Takes what an attempt read; what was known is dropped.
  func add(_ readings: [QRReading]) {
    for reading in readings {
      let isKnown = found.contains { $0.text == reading.text && $0.box.overlaps(reading.box) }
      if !isKnown { found.append(reading) }
    }
    if !readings.isEmpty { openCandidates = nil }
  }

  /// What could be symbols outside those that were read, the likeliest first.
  var candidates: [SymbolCandidate] {
    if let openCandidates { return openCandidates }
    let open = patterns.found.filter { pattern in
      !found.contains { $0.covers(x: pattern.x, y: pattern.y) }
    }
    let candidates = SymbolCandidate.among(open, in: self)
    openCandidates = candidates
    return candidates
  }

  /// Whether there are too many finder patterns for libzxing in the picture halved so many times.
  func isCrowded(level: Int) -> Bool { patterns.crowdedLevels.contains(level) }

  /// Whether it is a sheet with many codes, or made to look like one.
  var isCrowded: Bool { patterns.isIncomplete || provedCount > Self.crowd }
  /// How many patterns are proved.
  private(set) lazy var provedCount = patterns.found.count { $0.isProved }
  /// Patterns of twenty codes.
  static let crowd = 60

  /// Whether another symbol could be there besides those that were read.
  ///
  /// A person who holds up a green code must not be able to keep the red one beside it from being seen, so
  /// a search may stop early only where nothing can hide: where there is no contrast, or no three
  /// finder patterns.
  var couldHideCode: Bool {
    // An engine's corners are right to within two pixels of the picture it saw.
    let covered = found.map { $0.filled.grown(by: max(4, ($0.box.right - $0.box.left) / 32)) }
    guard QRSearchArea.couldHideCode(in: image, outside: covered) else { return false }
    return patterns.isIncomplete || candidates.contains(where: \.isLikely)
  }

  /// The picture halved so many times; nil when nothing of it would be left.
  func halved(times: Int) -> LumaImage? {
    while halves.count <= times {
      guard let last = halves.last, last.shorterSide >= 2 else { return nil }
      halves.append(last.halved())
    }
    return halves[times]
  }

  /// How often the picture must be halved for its longer side to be at most so long.
  func halvings(toFit side: Int) -> Int {
    var times = 0
    while image.longerSide >> times > side { times += 1 }
    return times
  }

  /// The picture with a longer side of at most `side`, each pixel the mean of what it covers.
  func fitted(_ side: Int) -> LumaImage {
    guard image.longerSide > side else { return image }
    // From the smallest half that is larger still: the mean of means is the same.
    let times = max(0, halvings(toFit: side) - 1)
    return (halved(times: times) ?? image).fitted(side: side)
  }

  /// The part of the picture round a candidate, halved or doubled until its modules have about
  /// so many pixels; nil when nothing is left of it.
  func region(_ candidate: SymbolCandidate, moduleSide: Double) -> SceneRegion? {
    var times = 0
    while candidate.moduleSide / Double(2 << times) >= moduleSide, times < 8 { times += 1 }
    guard let level = halved(times: times),
      var part = level.part(candidate.box.scaled(by: 1, over: 1 << times))
    else { return nil }
    let box = candidate.box
    let left = max(0, box.left / (1 << times))
    let top = max(0, box.top / (1 << times))
    var enlargement = 1
    if candidate.moduleSide / Double(1 << times) * 1.6 < moduleSide, part.longerSide < 800 {
      part = part.enlarged(side: part.longerSide * 2)
      enlargement = 2
    }
    return SceneRegion(
      image: part, left: left, top: top, enlargement: enlargement, reduction: 1 << times)
  }
}

/// A part of a scene's picture, at some size.
struct SceneRegion {
  let image: LumaImage
  /// Where it begins in the reduced picture.
  let left: Int
  let top: Int
  let enlargement: Int
  let reduction: Int

  /// A reading in this part as one in the scene's picture.
  func placed(_ reading: QRReading) -> QRReading {
    reading.scaled(by: 1, over: enlargement).moved(right: left, down: top)
      .scaled(by: reduction, over: 1)
  }
}
