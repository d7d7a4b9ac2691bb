import HCodeBase

/// The checkpoints of a log, about one an hour: they bound from both sides when each entry was made (docs/log.md §4).
///
///     history = *( note LF )
package struct CheckpointHistory: Sendable {
  /// The checkpoints, none smaller than the one before it; no signature was looked at.
  package let checkpoints: [LogCheckpoint]

  /// The most that is read of a history: about 18 years.
  package static let maximumBytes = 64 << 20
  /// A checkpoint made less than this after the last one is left out.
  package static let interval: Int64 = 3600

  private static let gap: [UInt8] = [0x0A, 0x0A]

  /// A log without history.
  package init() { checkpoints = [] }

  /// Reads a history. Throws `malformed-checkpoint` and `rollback`.
  package init(_ bytes: [UInt8]) throws(LogRefusal) {
    var checkpoints: [LogCheckpoint] = []
    for note in try Self.notes(bytes) {
      guard let checkpoint = LogCheckpoint(Array(note)) else { throw Self.malformed }
      if let last = checkpoints.last, checkpoint.size < last.size {
        throw LogRefusal(
          .rollback, "its history has \(checkpoint.size) entries after \(last.size)")
      }
      checkpoints.append(checkpoint)
    }
    self.checkpoints = checkpoints
  }

  /// A history with one checkpoint more. The checkpoint replaces a copy of itself at the end that has fewer cosignatures. One that
  /// was made within an hour of the last is left out, unless more keys signed it. Nil when nothing changes.
  package static func adding(
    _ checkpoint: LogCheckpoint, of log: NoteKey, to bytes: [UInt8]
  ) throws(LogRefusal) -> [UInt8]? {
    let note = checkpoint.note.bytes + [0x0A]
    guard let place = lastNote(bytes) else {
      guard bytes.isEmpty else { throw malformed }
      return note
    }
    guard let last = LogCheckpoint(Array(bytes[place...].dropLast())) else { throw malformed }
    let isMore = checkpoint.note.signatures.count > last.note.signatures.count
    if last.note.text.isExactly(checkpoint.note.text) {
      return isMore ? bytes[..<place] + note : nil
    }
    if !isMore, let before = last.cosigned(by: log.cosigner),
      let now = checkpoint.cosigned(by: log.cosigner),
      (0..<interval).contains(now.seconds - before.seconds)
    {
      return nil
    }
    return bytes + note
  }

  private static var malformed: LogRefusal {
    LogRefusal(.malformedCheckpoint, "its history is no list of checkpoints")
  }

  /// Neither text nor signatures of a checkpoint hold an empty line, so a note is two blocks.
  private static func notes(_ bytes: [UInt8]) throws(LogRefusal) -> [ArraySlice<UInt8>] {
    var notes: [ArraySlice<UInt8>] = []
    var (start, gaps, index) = (0, 0, 0)
    while index + 1 < bytes.count {
      guard bytes[index] == 0x0A, bytes[index + 1] == 0x0A else {
        index += 1
        continue
      }
      gaps += 1
      if gaps % 2 == 0 {
        notes.append(bytes[start...index])
        start = index + 2
      }
      index += 2
    }
    guard start == bytes.count else { throw malformed }
    return notes
  }

  /// Where the last note begins; nil when there is none.
  private static func lastNote(_ bytes: [UInt8]) -> Int? {
    guard bytes.suffix(2) == gap[...] else { return nil }
    var (index, gaps) = (bytes.count - 4, 0)
    while index >= 0 {
      if bytes[index] == 0x0A, bytes[index + 1] == 0x0A {
        gaps += 1
        if gaps == 2 { return index + 2 }
      }
      index -= 1
    }
    return gaps == 1 ? 0 : nil
  }
}
