/// A file that comes piece by piece, of which only what is not taken yet is kept.
struct PiecewiseInput: Sendable {
  private(set) var bytes: [UInt8] = []
  /// Where in `bytes` what is not taken yet begins.
  private(set) var position = 0
  /// Bytes of the file that were taken.
  private(set) var consumed = 0

  /// Adds more of the file.
  mutating func feed(_ more: some Collection<UInt8>) {
    if position > 0 {
      bytes.removeFirst(position)
      position = 0
    }
    bytes += more
  }

  /// Takes what stands before that place in `bytes`.
  mutating func take(upTo end: Int) {
    consumed += end - position
    position = end
  }

  /// Takes what stands before that byte of the file; false when more has to be fed before it is there.
  mutating func skip(to offset: Int) -> Bool {
    let count = min(offset - consumed, bytes.count - position)
    guard count >= 0 else { return true }
    take(upTo: position + count)
    return consumed == offset
  }
}
