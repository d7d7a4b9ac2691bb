/// Takes a stream of bytes apart into pictures: Netpbm frames (P1 to P6) or JPEGs, one after the other, as
/// `ffmpeg -f image2pipe` and cameras give them.
///
/// Incremental: bytes come in pieces of any size, and a frame is given as soon as its last byte is there. What lies between
/// frames is passed over (padding, the headers of a multipart stream, garbage), and after damage the next frame is found
/// again. What turned out to be no frame is looked at again, since one may begin inside, but no more bytes in all than twice what
/// came: the work is linear in the stream, whoever made it. Memory is bounded by three frames of the largest size, one being put together, one given and one kept to look back
/// into; a header's word is not believed before the bytes have come.
package struct FrameSplitter: Sendable {
  /// Bytes that belonged to no frame.
  package private(set) var skippedBytes = 0
  /// Frames that were begun and turned out damaged or cut off.
  package private(set) var damagedFrames = 0

  private var buffer: [UInt8] = []
  /// What lies before this was given or passed over.
  private var start = 0
  private var frame: Frame?
  /// The raw Netpbm frame that was given last, until it is seen that another frame begins where it ended: if not, some of
  /// its bytes never came and the next frame's beginning is inside.
  private var last: LastFrame?
  private var isEnded = false
  private var received = 0
  /// Bytes that were looked at once more, since they turned out to be no frame.
  private(set) var bytesLookedAtAgain = 0

  private enum Frame {
    case pnm(PNMFrame, mayLookBack: Bool)
    case jpeg(JPEGFrame)
  }

  private struct LastFrame {
    let bytes: [UInt8]
    let headerCount: Int
  }

  /// At the beginning of a stream.
  package init() {}

  /// Takes the next bytes of the stream.
  package mutating func append(_ bytes: UnsafeRawBufferPointer) {
    if start > 0 {
      // Only now, so that many small frames in one piece are not moved once each.
      buffer.removeFirst(start)
      switch frame {
      case .jpeg(var jpeg)?:
        jpeg.shift(by: start)
        frame = .jpeg(jpeg)
      case .pnm(var pnm, let mayLookBack)?:
        pnm.shift(by: start)
        frame = .pnm(pnm, mayLookBack: mayLookBack)
      case nil: break
      }
      start = 0
    }
    buffer.append(contentsOf: bytes)
    received += bytes.count
  }

  /// Takes the next bytes of the stream.
  package mutating func append(_ bytes: [UInt8]) { bytes.withUnsafeBytes { append($0) } }

  /// No more bytes will come. Whether a frame had begun and is cut off is told by `damagedFrames`, once `next` gives nil.
  package mutating func end() { isEnded = true }

  /// The next whole frame, the bytes of a picture file; nil until more bytes come.
  package mutating func next() -> [UInt8]? {
    while true {
      if frame == nil, !begin() { return nil }
      switch frame {
      case nil: return nil
      case .jpeg(var jpeg)?:
        let end = jpeg.end(in: buffer)
        frame = .jpeg(jpeg)
        switch end {
        case .at(let end): return take(upTo: end)
        case .damaged(let place): giveUp(place, seen: jpeg.position)
        case .unknown:
          if !isEnded { return nil }
          giveUp(jpeg.resumption(in: buffer), seen: jpeg.position)
        }
      case .pnm(var pnm, let mayLookBack)?:
        let end = pnm.end(in: buffer, isWhole: isEnded)
        frame = .pnm(pnm, mayLookBack: mayLookBack)
        switch end {
        case .at(let end):
          let bytes = take(upTo: end)
          if mayLookBack, let headerEnd = pnm.headerEnd {
            last = LastFrame(bytes: bytes, headerCount: headerEnd - (end - bytes.count))
          }
          return bytes
        case .never: giveUp(start + 1, seen: pnm.position, wasFrame: pnm.headerEnd != nil)
        case .unknown:
          if !isEnded { return nil }
          // A smaller frame may have begun in what a lying header claimed.
          giveUp(start + 1, seen: pnm.position, wasFrame: pnm.headerEnd != nil)
        }
      }
    }
  }

  /// Finds where the next frame begins; false when that is not in the bytes that are there.
  private mutating func begin() -> Bool {
    if let last {
      guard buffer.count - start >= last.headerCount || isEnded else { return false }
      self.last = nil
      if !begins(at: start), buffer.count > start,
        let inside = Self.header(of: last, before: buffer[start...].prefix(last.headerCount - 1))
      {
        damagedFrames += 1
        buffer.replaceSubrange(..<start, with: last.bytes[inside...])
        start = 0
        // Only once for the same bytes, so that a stream made to provoke it costs twice and not its square.
        frame = PNMFrame(in: buffer, at: 0).map { .pnm($0, mayLookBack: false) }
        if frame != nil { return true }
      }
    }
    while buffer.count - start >= 3 {
      if buffer[start] == 0xFF, buffer[start + 1] == 0xD8, buffer[start + 2] == 0xFF {
        frame = .jpeg(JPEGFrame(at: start, limit: FrameLimits.frameBytes))
        return true
      }
      if let pnm = PNMFrame(in: buffer, at: start) {
        frame = .pnm(pnm, mayLookBack: true)
        return true
      }
      let next =
        buffer[(start + 1)...].firstIndex { $0 == 0xFF || $0 == UInt8(ascii: "P") } ?? buffer.count
      skippedBytes += next - start
      start = next
    }
    if isEnded {
      skippedBytes += buffer.count - start
      start = buffer.count
    }
    return false
  }

  private func begins(at place: Int) -> Bool {
    guard buffer.count - place >= 3 else { return false }
    return buffer[place] == 0xFF && buffer[place + 1] == 0xD8 && buffer[place + 2] == 0xFF
      || PNMReader.Kind(magic: buffer, at: place) != nil
  }

  /// Where the frame's own header stands in it a second time, perhaps with its end behind: a camera's frames all have
  /// the same.
  private static func header(of last: LastFrame, before rest: ArraySlice<UInt8>) -> Int? {
    let header = Array(last.bytes[..<last.headerCount])
    return (last.bytes + rest).withUnsafeBufferPointer { bytes in
      var place = last.headerCount
      while place < last.bytes.count, place + header.count <= bytes.count {
        if bytes[place] == UInt8(ascii: "P"),
          bytes[place..<place + header.count].elementsEqual(header)
        {
          return place
        }
        place += 1
      }
      return nil
    }
  }

  private mutating func take(upTo end: Int) -> [UInt8] {
    let bytes = Array(buffer[start..<end])
    start = end
    frame = nil
    return bytes
  }

  /// Gives a frame up; the next may begin at that place, or where it was seen to if too much was looked at twice already.
  private mutating func giveUp(_ place: Int, seen: Int, wasFrame: Bool = true) {
    var place = min(max(place, start + 1), buffer.count)
    let again = max(0, min(seen, buffer.count) - place)
    if again <= 2 * received - bytesLookedAtAgain {
      bytesLookedAtAgain += again
    } else {
      place += again
    }
    if wasFrame { damagedFrames += 1 }
    skippedBytes += place - start
    start = place
    frame = nil
  }
}
