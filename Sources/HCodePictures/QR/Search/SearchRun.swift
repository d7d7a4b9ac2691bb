import HCodeBase

/// The search of one picture as it goes on: what was found, and what is left to spend.
struct SearchRun {
  let options: QRSearchOptions
  let budget: SearchBudget
  let witness: QRSearch.Witness
  private(set) var found: [QRReading] = []

  init(options: QRSearchOptions, witness: @escaping QRSearch.Witness) {
    self.options = options
    self.witness = witness
    budget = SearchBudget(
      within: options.budget ?? CPUBudget(), isOutOfTime: options.isOutOfTime)
  }

  /// Reads what a few attempts read.
  mutating func glance(at image: LumaImage) { take(look(at: image, QRSearch.glance)) }

  /// Reads, covers and reads again until nothing is read. Gives the picture with all covered that was read.
  @discardableResult
  mutating func readAndCover(_ image: LumaImage) -> LumaImage {
    var picture = image
    var repeats = 0
    while true {
      let read = round(in: picture)
      guard !read.isEmpty else { return picture }
      // A symbol that is read again was not where its corners were: more of what is round it goes each time.
      repeats = take(read) ? 0 : repeats + 1
      picture = picture.covering(read.map { $0.loosened(times: repeats) })
      guard options.isThorough || picture.hasContrast else { return picture }
      if repeats == 5 { budget.giveUp() }
      guard budget.allowsRound(), budget.allowsMore() else { return picture }
    }
  }

  /// Reads Aztec codes and Data Matrix where everything that was read is covered, covers them, and searches again, until none is read.
  mutating func readOthers(in covered: LumaImage) {
    var rest = covered
    var repeats = 0
    while budget.allowsMore() {
      let read = lookForOthers(in: rest)
      guard !read.isEmpty else { return }
      repeats = take(read) ? 0 : repeats + 1
      if repeats == 5 { budget.giveUp() }
      guard budget.allowsRound(), budget.allowsMore() else { return }
      rest = readAndCover(rest.covering(read.map { $0.loosened(times: repeats) }))
    }
  }

  /// What is read of other kinds: first in the whole picture, then, as for QR codes, in the parts of one that a program drew, and between
  /// its levels.
  private func lookForOthers(in covered: LumaImage) -> [QRReading] {
    var read = look(at: covered, options.isOfFrames ? QRSearch.fewOthers : QRSearch.others)
    guard read.isEmpty, !found.isEmpty, covered.hasContrast, covered.isExactlyDrawn else {
      return read
    }
    let parts = covered.unevenParts
    read = look(at: parts, QRSearch.others)
    if read.isEmpty {
      read = lookAtSplits(
        of: [(covered, PixelPoint(x: 0, y: 0))] + parts, QRSearch.fewOthers)
    }
    return read
  }

  /// Names what is too small for any certificate, where nothing else is.
  mutating func nameSmall(in image: LumaImage) {
    if found.isEmpty, !options.isOfFrames { take(look(at: image, QRSearch.small)) }
  }

  /// Looks for codes in and across the borders of those that were read, and then of those that were found so.
  mutating func lookInside(_ image: LumaImage) {
    var seen = 0
    while seen < found.count, budget.allowsRound(), budget.allowsMore() {
      let isFirst = seen == 0
      seen = found.count
      lookInsideOnce(image, isFirst: isFirst)
    }
  }

  /// Looks at what is round each code that was read, with only its corners covered.
  ///
  /// A drawn picture, such as a screen's, may hold a code of any size and contrast there, so that all attempts are made. In a
  /// photo such a code leaves the one that it stands in readable only when it is small, so that a few are. Symbols of other kinds are looked
  /// for with nothing of the QR codes covered: the engine does not confuse the two.
  private mutating func lookInsideOnce(_ image: LumaImage, isFirst: Bool) {
    let uneven = found.filter { !image.isEvenlyDrawn($0) }
    guard !uneven.isEmpty else { return }
    var opened = image.coveringEnds(of: found)
    if options.isThorough { readAndCover(opened) }
    let hasFewLevels = image.hasFewLevels
    let attempts = hasFewLevels ? QRSearch.inParts : QRSearch.inside
    let isDrawn = image.isExactlyDrawn
    let open = image.covering(found.filter { $0.code.symbol != nil })
    for reading in uneven {
      let box = reading.box.grown(by: (reading.box.right - reading.box.left) / 3)
      let origin = PixelPoint(x: max(0, box.left), y: max(0, box.top))
      while budget.allowsMore(), let part = opened.part(box), part.hasContrast {
        let read = look(at: part, from: origin, attempts)
        guard !read.isEmpty, budget.allowsRound() else { break }
        // The same text once more in the symbol hides nothing when it is covered too.
        opened = opened.covering(read)
        if take(read) {
          readAndCover(opened)
          return
        }
      }
      if let part = open.part(box), take(look(at: part, from: origin, QRSearch.insideOthers)) {
        return
      }
      // One of a pixel a module may stand among larger modules.
      let corner = PixelPoint(x: reading.box.left, y: reading.box.top)
      if isDrawn, let part = open.part(reading.box),
        take(look(at: part, from: corner, QRSearch.doubledOthers))
      {
        return
      }
    }
    // A symbol that stands across a border may reach further than the part that was looked at.
    let difference = hasFewLevels ? 10 : 40
    if uneven.contains(where: { image.isCrossed($0, by: difference) }) {
      let read = look(at: opened, attempts)
      if take(read) {
        readAndCover(opened.covering(read))
        return
      }
      if take(look(at: open, QRSearch.fewOthers)) { return }
    }
    let parts = opened.foreignParts(near: uneven.map(\.box))
    // The third level may be a hidden code's own.
    let others =
      hasFewLevels ? opened.foreignParts(besides: 2, near: uneven.map(\.box)) : []
    let read = look(at: parts + others)
    if take(read) {
      readAndCover(opened.covering(read))
      return
    }
    if take(look(at: parts + others, QRSearch.insideOthers + QRSearch.doubledOthers)) { return }
    // What hides modules of a drawn code, and has levels of its own, may be a code that nothing reads there. Where one was read in
    // it, that explains them.
    if isFirst, hasFewLevels,
      uneven.contains(where: { $0.isDamaged && Self.isTouched($0, by: parts) })
    {
      budget.giveUp()
    }
  }

  /// Whether a fifth of one of the parts, with its margin, lies in the box of the reading.
  private static func isTouched(
    _ reading: QRReading, by parts: [(image: LumaImage, origin: PixelPoint)]
  ) -> Bool {
    parts.contains { part, origin in
      let columns =
        min(reading.box.right, origin.x + part.width) - max(reading.box.left, origin.x)
      let rows = min(reading.box.bottom, origin.y + part.height) - max(reading.box.top, origin.y)
      return columns > 0 && rows > 0 && 5 * columns * rows >= part.width * part.height
    }
  }

  /// Adds what was not found before; false when there is nothing new.
  @discardableResult
  private mutating func take(_ read: [QRReading]) -> Bool {
    let new = read.filter { !found.contains(where: $0.isSame) }
    found += new
    return !new.isEmpty
  }

  /// What all attempts read in a picture. Where that is nothing, and something was covered, they are made once more at the parts of
  /// it that are not plain (there a small code has the size that it would have alone), at those that have levels of their own, and at
  /// all of these split between levels.
  private func round(in picture: LumaImage) -> [QRReading] {
    var read = look(at: picture)
    guard read.isEmpty, !found.isEmpty else { return read }
    let parts = picture.unevenParts
    read = look(at: parts)
    if read.isEmpty { read = look(at: picture.foreignParts()) }
    if read.isEmpty {
      read = lookAtSplits(of: [(picture, PixelPoint(x: 0, y: 0))] + parts, QRSearch.split)
    }
    return read
  }

  /// What is read in the first of some drawn parts, split between levels, in which anything is read.
  private func lookAtSplits(
    of parts: [(image: LumaImage, origin: PixelPoint)], _ attempts: [any SearchAttempt]
  ) -> [QRReading] {
    for (image, origin) in parts {
      for level in image.splits {
        let read = look(at: image.split(at: level), from: origin, attempts)
        if !read.isEmpty { return read }
      }
    }
    return []
  }

  /// What all attempts read in the first of some parts in which they read anything.
  private func look(
    at parts: [(image: LumaImage, origin: PixelPoint)],
    _ attempts: [any SearchAttempt] = QRSearch.inParts
  ) -> [QRReading] {
    for (image, origin) in parts {
      let read = look(at: image, from: origin, attempts)
      if !read.isEmpty { return read }
    }
    return []
  }

  /// What the attempts, in their order until one reads something, read in a part of a picture that begins at `origin`.
  private func look(
    at part: LumaImage, from origin: PixelPoint = PixelPoint(x: 0, y: 0),
    _ attempts: [any SearchAttempt] = QRSearch.order
  ) -> [QRReading] {
    let scene = SearchScene(part, budget: budget)
    for attempt in attempts where options.isThorough || scene.found.isEmpty {
      guard budget.allowsMore() else { break }
      guard let read = attempt.readings(in: scene) else { continue }
      let placed = read.map { $0.moved(to: origin) }
      witness(attempt, placed)
      scene.add(placed)
    }
    return scene.found
  }
}
