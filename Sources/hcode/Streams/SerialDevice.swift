import HCodeGate
import HCodeSystem
import HCodeTrust
import Glibc

/// A hand-held scanner in serial mode, such as `/dev/ttyACM0`: opened raw, waited for when it is pulled out and opened again
/// when it is back. A file or pipe under that name is read to its end.
final class SerialDevice {
  /// How long a scanner that sends no end of line is waited for: longer than any pause inside a text.
  private static let pause = 1000
  /// How often a scanner that was pulled out is looked for.
  private static let patience = 500

  private let name: FileName
  private let speed: speed_t
  private let stop: StopSignal
  private var descriptor: Int32
  private var isTerminal: Bool

  /// Opens it. A device that is not there at the start is more often a wrong name than a scanner that will come.
  init(_ name: FileName, speed: BaudRate, stop: StopSignal) throws {
    self.name = name
    self.speed = speed.constant
    self.stop = stop
    descriptor = Self.open(name)
    isTerminal = false
    guard descriptor >= 0 else { throw StreamError.deviceNotOpened(errno).in(name) }
    var status = stat()
    if fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
      throw StreamError.deviceIsFolder.in(name)
    }
    setUp()
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// What it sent next.
  func read() throws -> ScannerInput {
    guard descriptor >= 0 else { return waitUntilBack() }
    let chunk = ScannerStream.chunk(
      of: descriptor, stop: stop, milliseconds: isTerminal ? Self.pause : -1)
    switch chunk {
    case .bytes(let bytes): return .bytes(bytes)
    case .pause: return .pause
    case .stopped: return .stopped
    case .end where !isTerminal: return .end
    case .failed(let error) where !isTerminal: throw FileError.notReadable(error).in(name)
    case .end, .failed:
      close(descriptor)
      descriptor = -1
      Notice.deviceGone.tell("\(name.description) ")
      return .interruption
    }
  }

  private func waitUntilBack() -> ScannerInput {
    while true {
      if stop.wait(for: nil, milliseconds: Self.patience) == .stopped { return .stopped }
      descriptor = Self.open(name)
      guard descriptor >= 0 else { continue }
      setUp()
      if isTerminal {
        Notice.deviceBack.tell("\(name.description) ")
        return .interruption
      }
      close(descriptor)
      descriptor = -1
    }
  }

  /// Does not become the controlling terminal, and does not wait for a modem's carrier.
  private static func open(_ name: FileName) -> Int32 {
    name.withCString { Glibc.open($0, O_RDONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC) }
  }

  /// Raw bytes at the speed asked for, and nobody else at the same device: two readers would each get half of a text.
  private func setUp() {
    var settings = termios()
    isTerminal = tcgetattr(descriptor, &settings) == 0
    guard isTerminal else { return }
    cfmakeraw(&settings)
    settings.c_cflag |= tcflag_t(CLOCAL | CREAD)
    cfsetspeed(&settings, speed)
    tcsetattr(descriptor, TCSANOW, &settings)
    _ = ioctl(descriptor, UInt(TIOCEXCL), 0)
  }
}
