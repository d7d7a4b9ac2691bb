import Glibc
import HCodeSystem

/// What is new in a folder and no longer changes, from one look to the next: for network drives, whose changes no kernel tells.
struct FolderPoll {
  private struct State: Equatable {
    var size: Int
    var seconds: Int
    var nanoseconds: Int
  }

  private let folder: FileName
  /// Names that were there at the start, or were given.
  private var known: Set<[UInt8]>
  /// Names that appeared, as they were at the last look.
  private var seen: [[UInt8]: State] = [:]

  /// Everything that is there now is known.
  init(_ folder: FileName) {
    self.folder = folder
    known = Set(folder.entries() ?? [])
  }

  /// The names of files that appeared, and did not change since the last look.
  mutating func settled() -> [[UInt8]] {
    guard let names = folder.entries() else { return [] }
    known.formIntersection(names)
    var settled: [[UInt8]] = []
    var now: [[UInt8]: State] = [:]
    for name in names where !known.contains(name) {
      var status = stat()
      guard folder.appending(name).withCString({ lstat($0, &status) }) == 0 else { continue }
      let state = State(
        size: Int(status.st_size), seconds: status.st_mtim.tv_sec,
        nanoseconds: status.st_mtim.tv_nsec)
      guard seen[name] == state else {
        now[name] = state
        continue
      }
      settled.append(name)
      known.insert(name)
    }
    seen = now
    return settled
  }
}
