/// The search of one picture as it goes on: what was found, and what is left to spend.
struct SearchRun {
  let options: QRSearchOptions
  let budget: SearchBudget
  let witness: QRSearch.Witness
  private(set) var found: [QRReading] = []

  init(options: QRSearchOptions, witness: @escaping QRSearch.Witness) {
    self.options = options
    self.witness = witness
    budget = SearchBudget(isOutOfTime: options.isOutOfTime)
  }

  /// Reads, covers and reads again until nothing is read.
  mutating func readAndCover(_ image: LumaImage) {
    var picture = image
    var repeats = 0
    while true {
      let read = round(in: picture)
      guard !read.isEmpty else { return }
      // A symbol that is read again was not where its corners were: more of what is round it goes each time.
      repeats = take(read) ? 0 : repeats + 1
      picture = picture.covering(read.map { $0.loosened(times: repeats) })
      guard options.isThorough || picture.hasContrast else { return }
      if repeats == 5 { budget.giveUp() }
      guard budget.allowsRound(), budget.allowsMore() else { return }
    }
  }

  /// Looks for codes in and across the borders of those that were read: at what is round each, with only its corners covered.
  /// A drawn picture, such as a screen's, may hold a code of any size and contrast there, so that all attempts are made. In a
  /// photo such a code leaves the one that it stands in readable only when it is small, so that two are.
  mutating func lookInside(_ image: LumaImage) {
    let uneven = found.filter { !image.isEvenlyDrawn($0) }
    guard !uneven.isEmpty else { return }
    let opened = image.covering(found.flatMap(\.ends))
    if options.isThorough { return readAndCover(opened) }
    let attempts = image.hasFewLevels ? QRSearch.order : QRSearch.inside
    for reading in uneven where budget.allowsMore() {
      let box = reading.box.grown(by: (reading.box.right - reading.box.left) / 3)
      guard let part = opened.part(box), part.hasContrast else { continue }
      let origin = PixelPoint(x: max(0, box.left), y: max(0, box.top))
      let read = look(at: part, from: origin, attempts)
      if take(read) { return readAndCover(opened.covering(read)) }
    }
    let read = lookBetweenLevels(of: opened)
    if take(read) { readAndCover(opened.covering(read)) }
  }

  /// Adds what was not found before; false when there is nothing new.
  private mutating func take(_ read: [QRReading]) -> Bool {
    let new = read.filter { !found.contains(where: $0.isSame) }
    found += new
    return !new.isEmpty
  }

  /// What all attempts read in a picture. Where that is nothing, they are made once more at the part of it that is not plain, if
  /// something was covered (there a small code has the size that it would have alone), and at what has levels of its own.
  private func round(in picture: LumaImage) -> [QRReading] {
    var read = look(at: picture)
    if read.isEmpty, !found.isEmpty, let box = picture.unevenBox, let part = picture.part(box) {
      read = look(at: part, from: PixelPoint(x: box.left, y: box.top))
    }
    return read.isEmpty ? lookBetweenLevels(of: picture) : read
  }

  /// What all attempts read in what has none of a picture's common levels.
  private func lookBetweenLevels(of picture: LumaImage) -> [QRReading] {
    guard budget.allowsMore(), let (part, origin) = picture.foreignPart else { return [] }
    return look(at: part, from: origin)
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
