import HCodeBase

/// Where a Netpbm frame in a stream ends.
///
/// A raw one (P4 to P6) says it in its header; of a written one (P1 to P3) the numbers are counted.
struct PNMFrame {
  /// What is known of the end so far.
  enum End: Equatable {
    /// More bytes are wanted.
    case unknown
    /// Behind the last byte.
    case at(Int)
    /// No picture: the bytes cannot be a Netpbm frame, or one that is too large.
    case never
  }

  private var start: Int
  /// How far it was looked at.
  private(set) var position: Int
  private var isInComment = false
  private var stage = Stage.header
  private let kind: PNMReader.Kind
  /// Where the header ends, once it is whole.
  private(set) var headerEnd: Int?

  /// Digits of a written sample, with more leading zeros than anybody writes.
  private static let longestNumber = 32

  private enum Stage {
    case header
    case raw(end: Int)
    case written(remaining: Int)
  }

  /// Nil when no magic number stands there.
  init?(in buffer: [UInt8], at start: Int) {
    guard buffer.count - start >= 3,
      let kind = PNMReader.Kind(magic: buffer, at: start)
    else { return nil }
    self.kind = kind
    self.start = start
    position = start + 2
  }

  /// As many bytes were taken from the front of the buffer.
  mutating func shift(by count: Int) {
    start -= count
    position -= count
    headerEnd = headerEnd.map { $0 - count }
    if case .raw(let end) = stage { stage = .raw(end: end - count) }
  }

  /// Goes on with the bytes that are there. At the end of the stream a number needs nothing behind it.
  mutating func end(in buffer: [UInt8], isWhole: Bool) -> End {
    if case .header = stage {
      switch header(in: buffer) {
      case .unknown: return .unknown
      case .never: return .never
      case .at(let position): self.position = position
      }
    }
    switch stage {
    case .header: return .unknown
    case .raw(let end): return end <= buffer.count ? .at(end) : .unknown
    case .written(let remaining): return written(remaining, in: buffer, isWhole: isWhole)
    }
  }

  /// Width, height and, but for a bitmap, the maximum. The header is short, so it is read anew each time.
  private mutating func header(in buffer: [UInt8]) -> End {
    var numbers: [Int] = []
    let wanted = kind.isBitmap ? 2 : 3
    var position = start + 2
    // Looked at, also when it is none.
    defer { self.position = max(self.position, position) }
    let limit = min(buffer.count, start + FrameLimits.headerBytes)
    while numbers.count < wanted {
      while position < limit, PNMReader.isSpace(buffer[position]) || buffer[position] == 0x23 {
        if buffer[position] == 0x23 {
          while position < limit, buffer[position] != 0x0A, buffer[position] != 0x0D {
            position += 1
          }
        } else {
          position += 1
        }
      }
      var value = 0
      let first = position
      while position < limit, buffer[position].isASCIIDigit {
        value = value * 10 + Int(buffer[position] - 0x30)
        position += 1
        guard value <= PictureLimits.pixels else { return .never }
      }
      guard position < limit else {
        return limit < start + FrameLimits.headerBytes ? .unknown : .never
      }
      guard position > first, PNMReader.isSpace(buffer[position]) || buffer[position] == 0x23 else {
        return .never
      }
      numbers.append(value)
    }
    // A comment may follow a written frame's header; a raw one's ends with a single space.
    guard !kind.isRaw || PNMReader.isSpace(buffer[position]) else { return .never }
    position += 1
    let maximum = numbers.count > 2 ? numbers[2] : 1
    guard numbers[0] > 0, numbers[1] > 0, (1...65535).contains(maximum),
      numbers[0] * numbers[1] <= PictureLimits.pixels
    else { return .never }
    headerEnd = position
    let samples = numbers[0] * kind.channels
    guard kind.isRaw else {
      stage = .written(remaining: samples * numbers[1])
      return .at(position - 1)
    }
    let rowBytes = kind.isBitmap ? (numbers[0] + 7) / 8 : samples * (maximum > 255 ? 2 : 1)
    guard rowBytes * numbers[1] <= FrameLimits.frameBytes else { return .never }
    stage = .raw(end: position + rowBytes * numbers[1])
    return .at(position)
  }

  /// Counts numbers; one ends at the first byte behind it, but a bitmap's digits need nothing between them.
  private mutating func written(_ remaining: Int, in buffer: [UInt8], isWhole: Bool) -> End {
    var remaining = remaining
    while position < buffer.count {
      let byte = buffer[position]
      if isInComment {
        isInComment = byte != 0x0A && byte != 0x0D
        position += 1
      } else if PNMReader.isSpace(byte) {
        position += 1
      } else if byte == 0x23 {
        isInComment = true
        position += 1
      } else if byte.isASCIIDigit {
        var end = position + 1
        if !kind.isBitmap {
          while end < buffer.count, buffer[end].isASCIIDigit { end += 1 }
          guard end - position <= Self.longestNumber else { return .never }
          if end == buffer.count, !isWhole { break }
        }
        position = end
        remaining -= 1
        if remaining == 0 { return .at(position) }
      } else {
        return .never
      }
      guard position - start <= FrameLimits.frameBytes else { return .never }
    }
    guard buffer.count - start <= FrameLimits.frameBytes else { return .never }
    stage = .written(remaining: remaining)
    return .unknown
  }
}
