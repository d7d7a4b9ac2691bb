/// Where a JPEG in a stream ends, found by its segments (ITU-T T.81, B.1.1): a thumbnail lies inside a segment that is stepped
/// over, and in entropy-coded data a marker is what it says.
struct JPEGFrame {
  /// What is known of the end so far.
  enum End: Equatable {
    /// More bytes are wanted.
    case unknown
    /// Behind the last byte.
    case at(Int)
    /// The frame is damaged or too large. The next one may begin at or after this place.
    case damaged(resumeAt: Int)
  }

  private var start: Int
  /// How far it was looked at.
  private(set) var position: Int
  /// The last marker: if the segments do not go on, it is the one whose length lied, or that was cut off.
  private var lastMarker: Int
  private var isEntropyCoded = false
  /// The most bytes that it may have.
  private let limit: Int

  /// A frame whose start-of-image marker stands there.
  init(at start: Int, limit: Int) {
    self.start = start
    self.limit = limit
    position = start + 2
    lastMarker = start
  }

  /// As many bytes were taken from the front of the buffer.
  mutating func shift(by count: Int) {
    start -= count
    position -= count
    lastMarker -= count
  }

  /// Where another frame may begin when the stream ends inside this one: none does in entropy-coded data that was looked at.
  func resumption(in buffer: [UInt8]) -> Int {
    isEntropyCoded && position <= buffer.count ? buffer.count : max(lastMarker + 2, start + 2)
  }

  /// Goes on with the bytes that are there.
  mutating func end(in buffer: [UInt8]) -> End {
    while true {
      guard position - start <= limit else {
        return .damaged(resumeAt: min(position, buffer.count))
      }
      if isEntropyCoded {
        guard let marker = Self.markerPrefix(in: buffer, from: position) else {
          position = max(position, buffer.count)
          return buffer.count - start <= limit
            ? .unknown : .damaged(resumeAt: buffer.count)
        }
        position = marker
      }
      guard position + 1 < buffer.count else { return .unknown }
      guard buffer[position] == 0xFF else {
        return .damaged(resumeAt: max(lastMarker + 2, start + 2))
      }
      switch buffer[position + 1] {
      case 0xFF: position += 1  // fill
      case 0x00, 0x01, 0xD0...0xD7:
        // A stuffed byte and a restart belong to entropy-coded data, and have no length.
        position += 2
      case 0xD8: return .damaged(resumeAt: position)
      case 0xD9: return .at(position + 2)
      case let marker:
        guard position + 3 < buffer.count else { return .unknown }
        let length = Int(buffer[position + 2]) << 8 | Int(buffer[position + 3])
        guard length >= 2 else { return .damaged(resumeAt: position + 2) }
        lastMarker = position
        isEntropyCoded = marker == 0xDA
        position += 2 + length
      }
    }
  }

  /// The next 0xFF.
  private static func markerPrefix(in buffer: [UInt8], from position: Int) -> Int? {
    guard position < buffer.count else { return nil }
    return buffer.withUnsafeBufferPointer { bytes in
      var index = position
      while index < bytes.count, bytes[index] != 0xFF { index += 1 }
      return index < bytes.count ? index : nil
    }
  }
}
