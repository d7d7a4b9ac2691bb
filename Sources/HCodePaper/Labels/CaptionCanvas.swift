internal import CPangoCairo

/// Lines of text drawn by pango and cairo, the only place that calls them: fonts found and embedded, any script shaped. The
/// libraries are opened when the first canvas is made.
final class CaptionCanvas {
  /// What has the libraries.
  static let package = "libpangocairo-1.0-0"
  /// Whether they are installed.
  static var isPossible: Bool { hcode_pango_is_there() != 0 }

  private let captions: OpaquePointer
  private let received: Received

  /// Where the callback puts what it is given.
  private final class Received {
    var bytes: [UInt8] = []
  }

  /// A PDF of pages of that size, in points.
  init(pageWidth: Double, pageHeight: Double) throws(PaperError) {
    guard Self.isPossible else { throw .librariesMissing(package: Self.package) }
    let received = Received()
    let made = hcode_captions_pdf(
      pageWidth, pageHeight,
      { context, bytes, count in
        guard let context else { return }
        Unmanaged<Received>.fromOpaque(context).takeUnretainedValue().bytes +=
          UnsafeBufferPointer(start: bytes, count: count)
      }, Unmanaged.passUnretained(received).toOpaque())
    guard let made else { throw .drawing(detail: "the canvas could not be made") }
    captions = made
    self.received = received
  }

  /// A bitmap of so many pixels, `scale` of them a point.
  init(width: Int, height: Int, scale: Double) throws(PaperError) {
    guard Self.isPossible else { throw .librariesMissing(package: Self.package) }
    guard let width = Int32(exactly: width), let height = Int32(exactly: height),
      let made = hcode_captions_bitmap(width, height, scale)
    else { throw .drawing(detail: "the canvas could not be made") }
    captions = made
    received = Received()
  }

  deinit { hcode_captions_free(captions) }

  /// A rectangle for lines, in points from the upper left corner.
  struct Box: Equatable {
    var left, top, width, height: Double
    /// Whether lines stand in the middle across; down they always do.
    var isCentred: Bool

    /// The place of a label's lines, `scale` points a dot, on a page whose dot at that place is the label's corner.
    init(_ plan: LabelPlan, scale: Double, left: Int = 0, top: Int = 0) {
      self.left = Double(left + plan.caption.left) * scale
      self.top = Double(top + plan.caption.top) * scale
      width = Double(plan.caption.width) * scale
      height = Double(plan.caption.height) * scale
      isCentred = !plan.isBeside
    }
  }

  /// Draws lines below each other, as large as the box lets them be, from 5 to 11 points.
  func draw(_ lines: [String], in box: Box) {
    guard !lines.isEmpty, box.width > 0, box.height > 0 else { return }
    // The first is 1.3 times as large; a line takes 1.45 of its size; and one of several wraps, as a rule. A size that does not
    // fit costs another round of shaping.
    let wished = box.height / (1.45 * (Double(lines.count) + (lines.count > 2 ? 1.4 : 0.3)))
    var place = hcode_caption_box(
      left: box.left, top: box.top, width: box.width, height: box.height,
      size: min(max(wished, 5), 11), smallest: 4.5, centred: box.isCentred ? 1 : 0,
      in_the_middle: 1)
    // No line holds a line end: `Label` sees to it.
    let text = Array(lines.joined(separator: "\n").utf8)
    text.withUnsafeBufferPointer { text in
      hcode_captions_draw(captions, &place, text.baseAddress, text.count)
    }
  }

  /// How many letters of a text no font has.
  func unknownLetters(in text: String) -> Int {
    Array(text.utf8).withUnsafeBufferPointer {
      Int(hcode_captions_unknown(captions, $0.baseAddress, $0.count))
    }
  }

  /// Ends a page.
  func endPage() { hcode_captions_end_page(captions) }

  /// The finished PDF.
  func finishedPDF() throws(PaperError) -> [UInt8] {
    try finish()
    return received.bytes
  }

  /// The coverage of each pixel of the finished bitmap, row by row, 0 or 255.
  func finishedBitmap(width: Int, height: Int) throws(PaperError) -> [UInt8] {
    try finish()
    var rowBytes: Int32 = 0
    guard let pixels = hcode_captions_pixels(captions, &rowBytes), Int(rowBytes) >= width else {
      throw .drawing(detail: "there is no bitmap")
    }
    var coverage: [UInt8] = []
    coverage.reserveCapacity(width * height)
    for row in 0..<height {
      coverage += UnsafeBufferPointer(start: pixels + row * Int(rowBytes), count: width)
    }
    return coverage
  }

  private func finish() throws(PaperError) {
    let status = hcode_captions_finish(captions)
    guard status == 0 else { throw .drawing(detail: "cairo ended with status \(status)") }
  }
}
