import CLinux
import Glibc

/// Calls of the kernel that Swift's module of the C library leaves out.
package enum Linux {
  /// Puts everything that was written to a file system on the disk; false with `errno` set.
  package static func syncFileSystem(_ descriptor: Int32) -> Bool { syncfs(descriptor) == 0 }

  /// Gives a file or folder another name: one that nobody has, or that of another, which gets the first one's name in the same moment.
  /// False with `errno` set.
  package static func rename(_ old: FileName, to new: FileName, exchanging: Bool) -> Bool {
    old.withCString { old in
      new.withCString { renameat2(AT_FDCWD, old, AT_FDCWD, $0, exchanging ? 2 : 1) == 0 }
    }
  }

  /// Makes the kernel refuse this process's memory to other processes of the user, and to whatever takes core files.
  static func refuseDumps() { _ = hcode_refuse_dumps() }

  /// Whether something keeps the kernel's clock right, NTP, PTP or a receiver, and by how many milliseconds it is off at most; nil
  /// when the system does not tell.
  package static func clockSynchronisation() -> (isSynchronised: Bool, error: Int)? {
    // With no modes the call only asks, which needs no privilege.
    var state = timex()
    state.modes = 0
    let answer = adjtimex(&state)
    guard answer >= 0 else { return nil }
    return (answer != TIME_ERROR && state.status & STA_UNSYNC == 0, Int(state.maxerror / 1000))
  }
}
