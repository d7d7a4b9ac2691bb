import HCodeGate
import HCodeSystem
import Glibc

/// Reads a descriptor that a scanner's texts come from, until a signal comes.
enum ScannerStream {
  /// What a read gave.
  enum Chunk {
    case bytes([UInt8])
    case pause
    case end
    case stopped
    case failed(Int32)
  }

  /// Waits for bytes; with a time, for no longer than that.
  static func chunk(of descriptor: Int32, stop: StopSignal, milliseconds: Int = -1) -> Chunk {
    while true {
      switch stop.wait(for: descriptor, milliseconds: milliseconds) {
      case .stopped: return .stopped
      case .timeout: return .pause
      case .ready: break
      }
      var count = 0
      let bytes = [UInt8](unsafeUninitializedCapacity: 65_536) { buffer, initialised in
        count = read(descriptor, buffer.baseAddress, buffer.count)
        initialised = max(count, 0)
      }
      if count > 0 { return .bytes(bytes) }
      // Whoever ends a pipeline stops the program before this one at the same moment: its end is no end of a text.
      if count == 0 { return stop.hasCome ? .stopped : .end }
      if errno != EINTR, errno != EAGAIN { return .failed(errno) }
    }
  }

  /// Standard input, as lines.
  static func standardInput(_ stop: StopSignal) -> () throws -> ScannerInput {
    {
      switch chunk(of: STDIN_FILENO, stop: stop) {
      case .bytes(let bytes): return .bytes(bytes)
      case .pause: return .pause
      case .end: return .end
      case .stopped: return .stopped
      case .failed(let error): throw FileError.notReadable(error).in(FileName(bytes: [0x2D]))
      }
    }
  }
}
