import HCodeGate
import HCodeSystem
import ArgumentParser
import Glibc
import HCodeBase
import HCodeTrust

/// `scan` of pictures and folders: each in turn, or several at once with the output in the same order.
struct PictureScan {
  let images: [FileName]
  /// nil to print the texts and judge nothing.
  let verifier: CurrentVerifier?
  /// Whose the codes are to be; nil where nobody asks.
  var bearer: BearerOptions?
  /// The time to judge by.
  let now: Timestamp
  let style: ReportStyle
  var search = PictureSearch()
  var jobs: JobCount?

  func run() throws -> ExitStatus {
    // One picture is the common case, for which nothing more is set up.
    if images.count == 1, jobs == nil, !PictureWalk.isFolder(images[0]) {
      var reporter = Reporter(style, several: false)
      try setBearer(&reporter)
      try tell(Reading(images[0], search), to: &reporter)
      try tellUnfinished(to: &reporter)
      return reporter.status
    }
    var reporter = Reporter(style, several: true)
    try setBearer(&reporter)
    var bar = ProgressBar(style) { PictureWalk(images).reduce(0) { count, _ in count + 1 } }
    try forEachReading { reading in
      guard let reading else {
        bar?.draw()
        return
      }
      bar?.wipe()
      bar?.advance()
      try tell(reading, to: &reporter)
      bar?.draw()
    }
    bar?.wipe()
    try tellUnfinished(to: &reporter)
    return reporter.status
  }

  private func setBearer(_ reporter: inout Reporter) throws {
    guard let verifier else { return }
    try bearer?.apply(to: verifier, search, at: now, reporting: &reporter)
  }

  private func tellUnfinished(to reporter: inout Reporter) throws {
    for finding in try verifier?.unfinished(at: now) ?? [] { try reporter.report(finding) }
  }

  /// What was read of one input.
  private struct Reading: Sendable {
    let source: String
    let texts: Result<FoundTexts, any Error>

    init(_ name: FileName, _ search: PictureSearch) {
      source = name.description
      texts = Result { try PictureTexts.read(name, search) }
    }

    init(of item: PictureWalk.Item, _ search: PictureSearch) {
      switch item {
      case .picture(let name): self.init(name, search)
      case .failure(let failure, let name): self.init(failure, name)
      }
    }

    private init(_ failure: any Error, _ name: FileName) {
      source = name.description
      texts = .failure(failure)
    }
  }

  /// Reads all inputs and gives them in their order; now and then nil, while one is waited for.
  private func forEachReading(_ body: (Reading?) throws -> Void) throws {
    var walk = PictureWalk(images)
    let threads = threadCount
    guard threads > 1 else {
      while let item = walk.next() { try body(Reading(of: item, search)) }
      return
    }
    let work = try OrderedWork<PictureWalk.Item, Reading>(threads: threads) { [search] in
      Reading(of: $0, search)
    }
    defer { work.close() }
    while true {
      while work.inHand < work.window, let item = walk.next() { work.give(item) }
      guard work.inHand > 0 else { return }
      try body(work.take(milliseconds: 100))
    }
  }

  /// As many as asked for; without that one for each processor. Threads without a picture are none.
  private var threadCount: Int {
    let count = (jobs ?? .automatic).threads
    return images.contains(where: PictureWalk.isFolder) ? count : min(count, images.count)
  }

  private func tell(_ reading: Reading, to reporter: inout Reporter) throws {
    let found: FoundTexts
    let findings: [Finding]?
    do {
      found = try reading.texts.get()
      findings = try verifier?.findings(on: found, source: reading.source, at: now)
    } catch {
      let failure = UnexpectedError.telling(error)
      return try reporter.report(failure, source: reading.source, at: now)
    }
    if let findings { return try findings.forEach { try reporter.report($0) } }
    for text in found.texts { try StandardOutput.write(Self.rawLine(text.text)) }
    if case .undecided(let reason, _, _)? = found.doubt {
      StandardError.write("hcode: \(reading.source): \(style.language.texts.reason(reason))")
    }
    // Nothing was judged, so this is no verdict, least of all green.
    reporter.count(found.doubt == nil && found.texts.isEmpty ? .none : .undecided)
  }

  /// As it is for a program. On a terminal it is escaped and marked, since a text may be written to look like a verdict.
  private static func rawLine(_ text: [UInt8]) -> [UInt8] {
    guard StandardOutput.isTerminal else { return text + [0x0A] }
    return Array(
      ("NOT VERIFIED  " + TerminalText.escaped(String(decoding: text, as: UTF8.self)) + "\n").utf8)
  }
}
