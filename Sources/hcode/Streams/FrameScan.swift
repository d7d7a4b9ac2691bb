import HCodeGate
import HCodeSystem
import HCodeBase
import HCodePictures
import HCodeTrust

/// `scan --frames`: a camera's frames from standard input, a line for each code that comes into view.
struct FrameScan {
  let verifier: CurrentVerifier
  let search: PictureSearch
  let clock: ClockOptions
  /// For how long, in milliseconds, a code must be out of view to count anew.
  let again: Int
  var reporter: Reporter

  mutating func run() throws -> ExitStatus {
    let stop = try StopSignal()
    let source = try FrameSource(stop: stop)
    var view = CodesInView(again: again)
    var frames = QRFrameSearch { source.isNextWaiting }
    var unreadable: (any ReportedError)?
    var readable = 0
    while let frame = source.next() {
      let texts: [[UInt8]]
      do {
        let name = FileName("frame \(frame.number)")
        texts = frames.texts(
          in: try Picture.decode(frame.bytes, name), options: search.options())
        readable += 1
      } catch let failure as any ReportedError {
        // Thirty a second of the same would bury everything else.
        if unreadable == nil {
          StandardError.write("hcode: " + ErrorReport.words(of: failure).message)
        }
        unreadable = failure
        continue
      }
      try reportUnfinished(onlyLate: true)
      try judge(view.new(texts, at: frame.arrived), of: texts.count, in: frame)
    }
    try reportUnfinished(onlyLate: false)
    try tellEnd(source, readable: readable, unreadable: unreadable, isStopped: stop.hasCome)
    reporter.finish(frames: source.counts)
    return reporter.status
  }

  /// One line for each new code. A new text of no known kind beside codes that are held up counts for nothing.
  private mutating func judge(
    _ new: [[UInt8]], of count: Int, in frame: FrameSource.Frame
  ) throws {
    guard !new.isEmpty else { return }
    for var finding in try verifier.findings(
      on: new.map { FoundText(text: $0) }, source: "-", at: clock.time())
    {
      if finding.verdict.exitStatus == .none, new.count < count { continue }
      finding.frame = frame.number
      try reporter.report(finding)
    }
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
