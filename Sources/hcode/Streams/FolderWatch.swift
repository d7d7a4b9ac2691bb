import HCodeSystem
import HCodeTrust
import Glibc

/// What happens in a folder, told by the kernel (inotify).
final class FolderWatch {
  enum Event {
    /// A file was closed after writing, or moved in.
    case finished([UInt8])
    /// A name appeared; for a link to a finished file nothing else comes.
    case created([UInt8])
    /// Nothing was told for a while. A file that another machine puts onto a network drive is told by no kernel.
    case quiet
    /// More happened than the kernel kept: look at everything.
    case overflow
    /// The folder was deleted, moved away or unmounted.
    case gone
  }

  private static let goneMask =
    Int32(IN_DELETE_SELF) | Int32(IN_MOVE_SELF) | Int32(IN_UNMOUNT) | Int32(IN_IGNORED)

  private let folder: FileName
  private let descriptor: Int32
  private let stop: StopSignal

  init(_ folder: FileName, stop: StopSignal) throws {
    self.folder = folder
    self.stop = stop
    descriptor = inotify_init1(Int32(IN_CLOEXEC))
    guard descriptor >= 0 else {
      throw StreamError.noWatch(errno)
    }
    let mask =
      UInt32(IN_CLOSE_WRITE) | UInt32(IN_MOVED_TO) | UInt32(IN_CREATE) | UInt32(IN_DELETE_SELF)
      | UInt32(IN_MOVE_SELF) | UInt32(IN_ONLYDIR)
    guard folder.withCString({ inotify_add_watch(descriptor, $0, mask) }) >= 0 else {
      let error = errno
      close(descriptor)
      switch error {
      case ENOTDIR:
        throw StreamError.notAFolder.in(folder)
      case ENOSPC:
        throw StreamError.tooManyWatches.in(folder)
      default: throw FileError.notReadable(error).in(folder)
      }
    }
  }

  deinit { close(descriptor) }

  /// Milliseconds between two looks at the folder.
  private static let pause = 5_000

  /// What happened, waited for; nil when a signal came.
  func next() throws -> [Event]? {
    while true {
      switch ScannerStream.chunk(of: descriptor, stop: stop, milliseconds: Self.pause) {
      case .stopped: return nil
      case .bytes(let bytes):
        let events = Self.events(bytes)
        if !events.isEmpty { return events }
      case .failed(let error): throw FileError.notReadable(error).in(folder)
      case .pause: return [.quiet]
      case .end: return [.gone]
      }
    }
  }

  /// The kernel's records: watch, mask, cookie and length of the name, four bytes each, then the name and zeros.
  private static func events(_ bytes: [UInt8]) -> [Event] {
    var events: [Event] = []
    var rest = bytes[...]
    while rest.count >= 16 {
      let header = rest.prefix(16).withUnsafeBytes {
        (
          mask: $0.loadUnaligned(fromByteOffset: 4, as: UInt32.self),
          length: $0.loadUnaligned(fromByteOffset: 12, as: UInt32.self)
        )
      }
      let name = Array(rest.dropFirst(16).prefix(Int(header.length)).prefix { $0 != 0 })
      rest = rest.dropFirst(16 + Int(header.length))
      let mask = Int32(truncatingIfNeeded: header.mask)
      if mask & Self.goneMask != 0 {
        events.append(.gone)
      } else if mask & Int32(IN_Q_OVERFLOW) != 0 {
        events.append(.overflow)
      } else if mask & Int32(IN_ISDIR) == 0 {
        events.append(mask & Int32(IN_CREATE) != 0 ? .created(name) : .finished(name))
      }
    }
    return events
  }
}
