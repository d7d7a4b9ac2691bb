/// A picture in which codes are looked for, and what several attempts need of it: made once, when it
/// is first asked for.
final class SearchScene {
  /// As it was given.
  let image: LumaImage
  private var halves: [LumaImage]
  private var tried: Set<Trial> = []
  /// What was read so far, each symbol once.
  private(set) var found: [QRReading] = []
  let budget: SearchBudget

  init(_ image: LumaImage, budget: SearchBudget = SearchBudget()) {
    self.image = image
    self.budget = budget
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
    for reading in readings where !found.contains(where: reading.isSame) {
      found.append(reading)
    }
  }

  /// What an engine reads in a picture of this scene, at whatever size; nothing where that would cost too much.
  func read(_ image: LumaImage, _ engine: QREngine) -> [QRReading] {
    guard let readings = engine.read(image) else {
      budget.giveUp()
      return []
    }
    return readings
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
}
