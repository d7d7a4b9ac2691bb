import HCodeSystem

/// Why a stream of pictures or texts cannot be followed.
enum StreamError: Error, Equatable {
  /// The kernel gives no more watches; the number is the system's.
  case noWatch(Int32)
  case tooManyWatches
  case notAFolder
  case folderGone
  case folderInUse
  /// What was judged cannot be remembered.
  case noMemory(FileError)
  /// The scanner's device was not opened; the number is the system's.
  case deviceNotOpened(Int32)
  /// The scanner's device is a folder.
  case deviceIsFolder
  case noPipe(Int32)
  /// What standard input held instead of frames.
  case noFrames(Held)

  /// What stood in place of frames.
  enum Held: CaseIterable {
    case nothing
    case noWholeFrame
    case noFrame
  }
}
