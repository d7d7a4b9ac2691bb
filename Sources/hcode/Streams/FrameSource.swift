import HCodeSystem
import Glibc
import HCodePictures

/// The frames of standard input. A thread takes them off the pipe as they come and keeps the newest alone, so that a
/// verdict is on what the camera sees now, however slow the scanner is.
///
/// A file that was recorded is no camera: of a regular file no frame is dropped.
final class FrameSource: Sendable {
  struct Frame: Sendable {
    let bytes: [UInt8]
    /// Its number in the stream, from 1; those that were dropped count.
    let number: Int
    let arrived: MonotonicTime
  }

  private struct State {
    var newest: Frame?
    var counts = FrameCounts()
    var failure: InFile<FileError>?
    var hasEnded = false
  }

  private let state = Monitor(State())
  private let stop: StopSignal
  let isRecorded: Bool

  /// Starts to read.
  init(stop: StopSignal) throws {
    self.stop = stop
    var status = stat()
    isRecorded = fstat(STDIN_FILENO, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    _ = try WorkerThread { [self] in read() }
  }

  var counts: FrameCounts { state.withLock { $0.counts } }

  /// Why the stream could not be read to its end.
  var failure: InFile<FileError>? { state.withLock { $0.failure } }

  /// The newest frame, waited for; nil at the end of the stream or when a signal came.
  func next() -> Frame? {
    state.wait { state -> Frame?? in
      if let frame = state.newest {
        state.newest = nil
        return frame
      }
      return state.hasEnded ? .some(nil) : nil
    } ?? nil
  }

  /// Whether there is a newer frame than the one that was taken last. A recording waits for whoever reads it, so that of
  /// its frames each gets its time.
  var isNextWaiting: Bool { !isRecorded && state.withLock { $0.newest != nil } }

  private func read() {
    var splitter = FrameSplitter()
    var hasEnded = false
    while !hasEnded {
      guard stop.wait(for: STDIN_FILENO) == .ready else {
        // What is waiting is not looked at any more: whoever stops a gate wants it stopped.
        state.withLock { $0.newest = nil }
        break
      }
      var count = 0
      let chunk = [UInt8](unsafeUninitializedCapacity: 1 << 18) { buffer, initialised in
        count = Glibc.read(STDIN_FILENO, buffer.baseAddress, buffer.count)
        initialised = max(count, 0)
      }
      if count < 0 {
        if errno == EINTR || errno == EAGAIN { continue }
        let failure = FileError.notReadable(errno).in(FileName("standard input"))
        state.withLock { $0.failure = failure }
        hasEnded = true
      }
      if count == 0 { hasEnded = true }
      if hasEnded { splitter.end() } else { splitter.append(chunk) }
      state.withLock { $0.counts.bytes += chunk.count }
      while let frame = splitter.next() { put(frame) }
      let damaged = splitter.damagedFrames
      state.withLock { $0.counts.damaged = damaged }
    }
    state.withLock { $0.hasEnded = true }
  }

  private func put(_ bytes: [UInt8]) {
    if isRecorded {
      // Until the one before was taken; now and then a look whether to stop.
      while state.wait(milliseconds: 100, { $0.newest == nil ? true : nil }) == nil {
        if stop.hasCome { return }
      }
    }
    state.withLock { state in
      state.counts.frames += 1
      if state.newest != nil { state.counts.dropped += 1 }
      state.newest = Frame(bytes: bytes, number: state.counts.frames, arrived: .now)
    }
  }
}
