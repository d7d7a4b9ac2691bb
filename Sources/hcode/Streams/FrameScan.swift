import HCodeGate
import HCodeSystem
import HCodeBase
import HCodePictures
import HCodeTrust

/// `scan --frames`: a camera's frames from standard input, a line for each code that comes into view.
struct FrameScan {
  let verifier: CurrentVerifier
  var search: PictureSearch
  let clock: ClockOptions
  /// For how long, in milliseconds, a code must be out of view to count anew.
  let again: Int
  var reporter: Reporter
  private var isIncompleteTold = false
  private var attention = FrameAttention()

  init(
    verifier: CurrentVerifier, search: PictureSearch, clock: ClockOptions, again: Int,
    reporter: Reporter
  ) {
    self.verifier = verifier
    self.search = search
    self.search.isOfFrames = true
    self.search.budget = min(search.budget ?? .max, FrameLimits.searchMilliseconds)
    self.clock = clock
    self.again = again
    self.reporter = reporter
  }

  mutating func run() throws -> ExitStatus {
    let stop = try StopSignal()
    let source = try FrameSource(stop: stop)
    var view = CodesInView(again: again)
    // Of a recording each frame counts, and a code that is soon forgotten has to be seen in each.
    let mayGlance = !source.isRecorded && !search.isThorough && again >= CodesInView.shortest
    var unreadable: (any ReportedError)?
    var readable = 0
    var incomplete = 0
    while let frame = source.next() {
      let found: FoundTexts
      do {
        let name = FileName("frame \(frame.number)")
        let image = try Picture.decode(frame.bytes, name)
        readable += 1
        let arrived = frame.arrived.milliseconds
        if mayGlance, !attention.isWhole(at: arrived) {
          let texts = search.glance(at: image)
          if view.holds(texts, at: frame.arrived) {
            _ = view.new(texts, at: frame.arrived)
            try reportUnfinished(onlyLate: true)
            continue
          }
        }
        found = search.result(in: image)
        if !found.isComplete { incomplete += 1 }
      } catch let failure as InFile<PictureError> where failure.failure.isTooExpensive {
        // Nobody knows what is in it.
        readable += 1
        incomplete += 1
        continue
      } catch let failure as any ReportedError {
        // Thirty a second of the same would bury everything else.
        if unreadable == nil {
          StandardError.write("hcode: " + ErrorReport.words(of: failure).message)
        }
        unreadable = failure
        continue
      }
      try reportUnfinished(onlyLate: true)
      let new = view.new(found.texts, at: frame.arrived)
      if !new.isEmpty { attention.sawNews(at: frame.arrived.milliseconds) }
      try judge(new, of: found, in: frame)
    }
    try reportUnfinished(onlyLate: false)
    if incomplete > 0, !isIncompleteTold {
      try reporter.report(Finding(verdict: .searchIncomplete, source: "-", at: clock.time()))
    }
    try tellEnd(source, readable: readable, unreadable: unreadable, isStopped: stop.hasCome)
    reporter.finish(isStopped: stop.hasCome, frames: source.counts, incomplete: incomplete)
    return reporter.status
  }

  /// One line for each new code, and one more where another may be beside them that was not looked for. A new text of no known kind beside codes that are held up counts for nothing.
  private mutating func judge(
    _ new: [FoundText], of found: FoundTexts, in frame: FrameSource.Frame
  ) throws {
    guard !new.isEmpty else { return }
    var texts = found
    texts.texts = new
    for var finding in try verifier.findings(on: texts, source: "-", at: clock.time()) {
      if finding.verdict.exitStatus == .none, new.count < found.texts.count { continue }
      finding.frame = frame.number
      try reporter.report(finding)
    }
    if !found.isComplete { isIncompleteTold = true }
    if let note = verifier.parts.note { reporter.tell(note) }
  }

  private mutating func reportUnfinished(onlyLate: Bool) throws {
    for finding in try verifier.unfinished(onlyLate: onlyLate, at: clock.time()) {
      try reporter.report(finding)
    }
  }

  /// A stream that cannot be read, that never held a frame, or in which no code came into view, has an answer too.
  private mutating func tellEnd(
    _ source: FrameSource, readable: Int, unreadable: (any ReportedError)?, isStopped: Bool
  ) throws {
    let now = try clock.time()
    let counts = source.counts
    if let failure = source.failure {
      try reporter.report(failure, source: "-", at: now)
    } else if counts.frames == 0, !isStopped {
      let held: StreamError.Held =
        counts.bytes == 0 ? .nothing : counts.damaged > 0 ? .noWholeFrame : .noFrame
      let failure = StreamError.noFrames(held)
      try reporter.report(failure, source: "-", at: now)
    } else if readable == 0, let unreadable {
      try reporter.report(unreadable, source: "-", at: now)
    }
    if reporter.isEmpty {
      let none = Verdict.none(.noCode, detail: "no QR code in \(readable) frames")
      try reporter.report(Finding(verdict: none, source: "-", at: now))
    }
  }
}
