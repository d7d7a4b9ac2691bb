@testable import HCodePictures
import Testing

/// A JPEG's segments without a picture: a thumbnail in APP1, stuffed bytes, restarts, two scans.
private let jpeg: [UInt8] =
  [0xFF, 0xD8, 0xFF, 0xE1, 0, 12] + [0xFF, 0xD8, 0xFF, 0xDA, 0, 2, 7, 0xFF, 0xD9, 0]
  + [0xFF, 0xDB, 0, 4, 1, 2] + [0xFF, 0xDA, 0, 3, 9] + [1, 2, 0xFF, 0, 3, 0xFF, 0xD0, 4]
  + [0xFF, 0xC4, 0, 3, 5] + [0xFF, 0xDA, 0, 3, 9, 6, 0xFF, 0xFF, 0xD9]

private func pgm(_ fill: UInt8, _ width: Int = 6, _ height: Int = 4) -> [UInt8] {
  Array("P5\n\(width) \(height)\n255\n".utf8) + [UInt8](repeating: fill, count: width * height)
}

private let written = Array("P2 # a comment\n2 2 255 #another\n0 10\n200 255\n".utf8)
private let bitmap = Array("P4 9 2\n".utf8) + [0xFF, 0x80, 0, 0]
private let pixmap = Array("P6 2 1 65535 ".utf8) + [UInt8](0..<12)

/// All frames, when the stream comes in pieces that end at those places.
private func frames(_ stream: [UInt8], cutAt places: [Int] = []) -> [[UInt8]] {
  var splitter = FrameSplitter()
  var frames: [[UInt8]] = []
  var start = 0
  for place in places + [stream.count] {
    splitter.append(Array(stream[start..<place]))
    while let frame = splitter.next() { frames.append(frame) }
    start = place
  }
  splitter.end()
  while let frame = splitter.next() { frames.append(frame) }
  return frames
}

private let stream = pgm(1) + pgm(2) + jpeg + written + bitmap + [0, 0, 10] + pixmap + jpeg
private let parts = [
  pgm(1), pgm(2), jpeg, Array(written.dropLast()), bitmap, pixmap, jpeg,
]

@Suite("A stream of frames is taken apart")
struct FrameSplitterTests {
  @Test("frames of every kind come out as they went in")
  func everyKind() { #expect(frames(stream) == parts) }

  @Test("the place where the stream is cut into two pieces does not matter")
  func twoPieces() {
    for place in 0...stream.count { #expect(frames(stream, cutAt: [place]) == parts) }
  }

  @Test("byte by byte is as good as at once")
  func byteByByte() { #expect(frames(stream, cutAt: Array(1..<stream.count)) == parts) }

  @Test("a frame is given with its last byte, not when the next one begins")
  func atOnce() {
    for frame in [pgm(1), jpeg, bitmap, pixmap] {
      var splitter = FrameSplitter()
      splitter.append(Array(frame.dropLast()))
      #expect(splitter.next() == nil)
      splitter.append([frame[frame.count - 1]])
      #expect(splitter.next() == frame)
      #expect(splitter.next() == nil)
    }
  }

  @Test("garbage between frames is passed over and counted")
  func garbage() {
    let noise = Array("--boundary\r\nContent-Type: image/jpeg\r\nPage P\r\n".utf8)
    var splitter = FrameSplitter()
    splitter.append(noise + jpeg + noise + pgm(3) + noise)
    splitter.end()
    #expect(splitter.next() == jpeg)
    #expect(splitter.next() == pgm(3))
    #expect(splitter.next() == nil)
    #expect(splitter.skippedBytes == 3 * noise.count)
    #expect(splitter.damagedFrames == 0)
  }

  @Test(
    "a JPEG that is cut off anywhere takes at most the next one with it", arguments: 1..<jpeg.count)
  func cutJPEG(length: Int) {
    let found = frames(Array(jpeg.prefix(length)) + jpeg + jpeg)
    #expect(found.last == jpeg)
  }

  @Test("a raw frame that lost bytes costs itself and not the next", arguments: 11..<pgm(0).count)
  func cutPNM(length: Int) {
    let found = frames(pgm(1) + pgm(2).prefix(length) + pgm(3) + pgm(4))
    #expect(found.first == pgm(1))
    #expect(found.suffix(2) == [pgm(3), pgm(4)])
  }

  @Test("a stream that begins in the middle of a frame is caught up with", arguments: 1..<40)
  func beginsLate(start: Int) {
    #expect(frames(Array(pgm(1, 8, 8).dropFirst(start)) + pgm(2)).last == pgm(2))
    #expect(frames(Array(jpeg.dropFirst(start)) + jpeg + jpeg).suffix(2) == [jpeg, jpeg])
  }

  @Test("a stream that ends inside a frame gives the whole ones and counts one damaged")
  func endsEarly() {
    for (frame, least) in [(pgm(1), 11), (jpeg, 3)] {
      for length in least..<frame.count {
        var splitter = FrameSplitter()
        splitter.append(frame + frame.prefix(length))
        splitter.end()
        #expect(splitter.next() == frame)
        while splitter.next() != nil {}
        #expect(splitter.damagedFrames >= 1)
      }
    }
  }

  @Test("a header that claims too much is no frame")
  func lyingHeader() {
    for header in [
      "P5 99999 99999 255\n", "P5 0 3 255\n", "P5 3 3 65536\n", "P5 3 3 0\n",
      "P6 60000 1100 65535\n",
      "P5 99999999999999999999 1 255\n", "P5 -3 3 255\n", "P5 3 3 255#\n",
    ] {
      #expect(frames(Array(header.utf8) + pgm(5)).last == pgm(5), "\(header)")
    }
  }

  @Test("a header that never ends is given up")
  func endlessHeader() {
    let comment = Array("P5 #".utf8) + [UInt8](repeating: 0x61, count: 3000) + [10]
    #expect(frames(comment + pgm(6)) == [pgm(6)])
    let digits = Array("P2 2 1 9 ".utf8) + [UInt8](repeating: 0x30, count: 3000)
    #expect(frames(digits + [32] + pgm(6)) == [pgm(6)])
  }

  @Test(
    "the work is linear in the bytes, whatever frames seem to begin inside of others",
    arguments: ["P2 999 999 255 #", "P1 999 999 ", "P5#", "P5 999 999 255 ", "P3 9 9 9 8 7 6 "])
  func linear(beginning: String) {
    let stream = Array(String(repeating: beginning, count: (1 << 20) / beginning.utf8.count).utf8)
    var splitter = FrameSplitter()
    for start in stride(from: 0, to: stream.count, by: 1 << 16) {
      splitter.append(Array(stream[start..<min(start + 1 << 16, stream.count)]))
      while splitter.next() != nil {}
    }
    splitter.append(pgm(7))
    splitter.end()
    var last: [UInt8]?
    while let frame = splitter.next() { last = frame }
    #expect(splitter.bytesLookedAtAgain <= 2 * (stream.count + pgm(7).count))
    if beginning == "P3 9 9 9 8 7 6 " { #expect(last == pgm(7)) }
  }

  @Test("what never was a frame gives none")
  func nothing() {
    #expect(frames([]).isEmpty)
    #expect(frames([0xFF]).isEmpty)
    #expect(frames([UInt8](repeating: 0xFF, count: 5000)).isEmpty)
    #expect(frames(Array(repeating: [0xFF, 0xD8, 0xFF], count: 5000).flatMap { $0 }).isEmpty)
    #expect(frames(Array("hello P Pe P5".utf8)).isEmpty)
  }

  @Test("every changed byte of a stream ends in frames, and what stands before it is unharmed")
  func mutations() {
    let stream = pgm(1) + jpeg + pgm(2) + jpeg
    for place in 0..<stream.count {
      for value in [0x00, 0xFF, 0x50, 0xD8, 0xD9, 0x20, 0x39] as [UInt8] {
        var changed = stream
        changed[place] = value
        let found = frames(changed, cutAt: [place, min(place + 3, stream.count)])
        #expect(found.count <= 8)
        if place >= pgm(1).count + jpeg.count { #expect(found.prefix(2) == [pgm(1), jpeg]) }
        #expect(frames(changed) == found, "byte \(place) as \(value)")
      }
    }
  }

  @Test("a stream made to be looked at again and again is read in time that grows with its length")
  func bounded() {
    // A megabyte of one frame's header: each frame holds the beginning of the next.
    let header = Array("P5 512 512 255\n".utf8)
    let lying = Array(repeating: header, count: 70_000).flatMap { $0 }
    #expect(frames(lying).count < 20)
    let segments = Array(
      repeating: [0xFF, 0xD8, 0xFF, 0xE0, 0xFF, 0xF0] as [UInt8], count: 100_000
    )
    .flatMap { $0 }
    #expect(frames(segments).isEmpty)
  }
}
