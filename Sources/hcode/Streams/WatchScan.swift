import HCodeGate
import HCodeSystem
import Glibc
import HCodeTrust

/// `scan --watch`: each picture that lies in a folder or comes into it, once.
struct WatchScan {
  let folder: FileName
  let verifier: CurrentVerifier
  let search: PictureSearch
  let clock: ClockOptions
  var reporter: Reporter

  /// Names of files that are not finished yet, by their writers' customs.
  private static let unfinished = [".tmp", ".part"]

  /// How a name became known.
  private enum Reason {
    case listed
    case created
    case finished
  }

  mutating func run() throws -> ExitStatus {
    let stop = try StopSignal()
    // Before the folder is listed, so that nothing falls between.
    let watch = try FolderWatch(folder, stop: stop)
    // The kernel tells of a broken lease by a signal that ends a process.
    signal(SIGIO, SIG_IGN)
    let memory = try WatchMemory(of: folder)
    try judgeAll(memory, stop)
    var poll = FolderPoll(folder)
    var isGone = false
    while !isGone, !stop.hasCome, let events = try watch.next() {
      try reportUnfinished(onlyLate: true)
      for event in events where !isGone && !stop.hasCome {
        switch event {
        case .finished(let name): try judge(name, .finished, memory)
        case .created(let name): try judge(name, .created, memory)
        case .quiet:
          for name in poll.settled() where !stop.hasCome { try judge(name, .listed, memory) }
        case .overflow: try judgeAll(memory, stop)
        case .gone: isGone = true
        }
      }
    }
    try reportUnfinished(onlyLate: false)
    if isGone {
      let failure = StreamError.folderGone.in(folder)
      try reporter.report(failure, source: folder.description, at: clock.time())
    }
    reporter.finish(isStopped: stop.hasCome)
    return reporter.isEmpty ? .none : reporter.status
  }

  private mutating func reportUnfinished(onlyLate: Bool) throws {
    for finding in try verifier.unfinished(onlyLate: onlyLate, at: clock.time()) {
      try reporter.report(finding)
    }
  }

  /// Judges what is in it; false when it was written to meanwhile.
  private mutating func judge(_ file: WatchedFile, _ path: FileName) throws -> Bool {
    let source = path.description
    let findings: [Finding]
    do {
      guard let bytes = try file.bytes() else { return false }
      findings = try verifier.findings(
        on: PictureTexts.read(bytes, path, search), source: source, at: clock.time())
    } catch let failure as any ReportedError {
      try reporter.report(failure, source: source, at: clock.time())
      return true
    }
    for finding in findings { try reporter.report(finding) }
    return true
  }

  private mutating func judgeAll(_ memory: WatchMemory, _ stop: StopSignal) throws {
    for name in folder.entries() ?? [] where !stop.hasCome { try judge(name, .listed, memory) }
  }

  /// Judges a file that is whole and was not judged. What is being written will be closed, and is told then.
  private mutating func judge(_ name: [UInt8], _ reason: Reason, _ memory: WatchMemory) throws {
    let isUnfinished = Self.unfinished.contains {
      name.suffix($0.utf8.count).elementsEqual($0.utf8)
    }
    guard name.first != 0x2E, !isUnfinished else { return }
    let path = folder.appending(name)
    do {
      guard let file = try WatchedFile(path), !memory.contains(file.identity) else { return }
      switch file.writing {
      case .inProgress: return
      case .unknown: if reason == .created { return }
      case .finished: break
      }
      guard try judge(file, path) else { return }
      try memory.insert(file.identity)
    } catch let failure as InFile<FileError> where failure.failure.isForbidden {
      // Its identity is not known, so it is told at each start until somebody mends it.
      try reporter.report(failure, source: path.description, at: clock.time())
    }
  }
}
