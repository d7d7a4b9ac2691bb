internal import CConfinement
internal import Glibc

/// How the kernel holds a program that reads a stranger's file, so that a program that the file took over can do nothing but write
/// a picture into a pipe.
///
/// - Landlock: it reads its input, programs, libraries and fonts of the system; it writes to no file, and creates and removes none.
/// - seccomp: only the system calls that converting takes. No socket of any family, no second process, no signal to another
///   process, no tracing, no change of a file's mode, owner, times or attributes.
/// - It ends when the thread that started it does, has a session of its own, and gains no privileges.
/// - Limits of memory, address space (four times as much: libraries and stacks are mapped, not used), processor time and open
///   files; no core file.
/// - No file of ours is open in it but its input and its two outputs.
///
/// Names, sizes and dates of files are not hidden from it (`stat`); nobody is there to tell them to.
package struct Confinement: Sendable, Equatable {
  /// The most memory of its own.
  package let memoryBytes: Int
  /// The most processor time.
  package let cpuSeconds: Int

  /// Limits for one run.
  package init(memoryBytes: Int, cpuSeconds: Int) {
    self.memoryBytes = memoryBytes
    self.cpuSeconds = cpuSeconds
  }

  /// What the kernel does not offer.
  package enum Lack: String, Sendable, CaseIterable {
    /// Linux has it from 5.13, where it is switched on.
    case landlock = "Landlock"
    /// Filters of system calls, on x86-64 and arm64.
    case seccomp
  }

  /// What is missing here for a program to be confined; nil where all is there.
  package static var lack: Lack? { Lack(hcode_confinement_lacks()) }

  /// A new file in memory without a name; -1 where there is none.
  static func memoryFile() -> Int32 { hcode_confinement_memory() }

  /// Forbids every change to a file in memory; false where that failed.
  static func seal(_ file: Int32) -> Bool { hcode_confinement_seal(file) == 0 }

  /// Starts a program, confined before its first instruction. The strings are the C library's and end with a null pointer.
  func start(
    _ path: String, arguments: [UnsafeMutablePointer<CChar>?],
    environment: [UnsafeMutablePointer<CChar>?], files: [Int32]
  ) throws(ExternalProgramError) -> pid_t {
    var limits = hcode_confinement_limits(
      data_bytes: UInt64(clamping: memoryBytes), address_bytes: UInt64(clamping: memoryBytes) * 4,
      cpu_seconds: UInt64(clamping: cpuSeconds), open_files: 64)
    var failure = hcode_confinement_failure()
    let process = hcode_confinement_start(
      path, arguments, environment, files, &limits, &failure)
    guard process > 0 else {
      if let lack = Lack(failure.lack) { throw .notConfinable(lack) }
      throw .failed(detail: "\(path): \(String(cString: strerror(failure.error)))")
    }
    return process
  }
}

extension Confinement.Lack {
  fileprivate init?(_ lack: hcode_confinement_lack) {
    switch lack {
    case HCODE_LACKS_LANDLOCK: self = .landlock
    case HCODE_LACKS_SECCOMP: self = .seccomp
    default: return nil
    }
  }
}
