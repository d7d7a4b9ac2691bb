package import HCodeBase
import HCodeSystem

/// The pictures of a file, one after the other, so that only a few are in memory at a time.
///
/// PDF, TIFF and Netpbm's formats have pages, a GIF has frames, a JPEG may have further pictures, and every one is given. Of an
/// animated WebP or PNG and of several pictures in a HEIF file the first is given, and `hasUnseenPictures` says that there are
/// more. PNG, JPEG and PNM are read in process; the rest by Debian's programs, see `PictureTool`.
package struct PicturePages {
  /// The file, until nothing more is read from it: a search needs the memory.
  private var bytes: [UInt8]
  private let format: PictureFormat
  private var allowance = PictureTool.Allowance()
  /// What a program gave and was not taken yet.
  private var converted = PNMFrames([])
  /// How many pages were asked of programs and how many of them came.
  private var asked = 0
  private var given = 0
  /// The pictures of a JPEG file that were not given yet.
  private var further: ArraySlice<Range<Int>> = []
  /// Whether one of them could not be read.
  private var hasUnreadable = false
  /// Whether the file, once it is read, held pictures that were not.
  private var hadUnseen = false
  private let budget: CPUBudget
  /// How many pages a PDF says it has.
  private var pages = 0

  /// How many pages of a PDF are drawn at a time: their pictures are all held at once, 46 MB at most.
  private static let pagesAtOnce = 8

  /// Whether the file holds pictures that `next` does not give: what is in them, nobody looks at.
  package var hasUnseenPictures: Bool {
    hasUnreadable || hadUnseen || SeveralPictures.areUnseen(in: bytes, format)
  }

  /// Looks at the first bytes only. Refuses what is empty, too large or of no format that is read. Reading takes from that budget.
  package init(
    _ bytes: consuming [UInt8], within budget: CPUBudget = CPUBudget()
  ) throws(PictureError) {
    format = try PictureReader.checkedFormat(of: bytes)
    self.budget = budget
    self.bytes = bytes
  }

  /// The next picture; nil when there are no more.
  ///
  /// Throws `PictureError` for what cannot be read, and, after the last page that is taken, for a file that has more: a
  /// page that nobody looked at could hold the red code. A picture that does not leave its search the memory is too expensive.
  package mutating func next() throws(PictureError) -> PicturePage? {
    guard budget.allowsMore() else { throw .tooExpensive(format: format) }
    guard let page = try read() else { return nil }
    let pixels = page.image.width * page.image.height
    guard
      bytes.count + converted.count + PictureLimits.copies * pixels <= PictureLimits.decodingBytes
    else { throw .tooExpensive(format: format) }
    return page
  }

  private mutating func read() throws(PictureError) -> PicturePage? {
    switch format {
    case .png:
      guard asked == 0 else { return nil }
      asked = 1
      let image = try PNGReader.read(bytes, budget: budget)
      release()
      return PicturePage(image: image, number: nil)
    case .jpeg: return try nextJPEG()
    case .pdf: return try nextPDFPage()
    case .webP, .heif, .gif, .tiff, .bmp, .pnm: return try nextConverted()
    }
  }

  /// The file is not read from any more.
  private mutating func release() {
    hadUnseen = SeveralPictures.areUnseen(in: bytes, format)
    bytes = []
  }

  private mutating func nextJPEG() throws(PictureError) -> PicturePage? {
    if asked == 0 {
      asked = 1
      let image = try JPEGReader.read(bytes)
      further = JPEGPictures.further(in: bytes)[...]
      if further.isEmpty { release() }
      return PicturePage(image: image, number: nil)
    }
    while let range = further.popFirst() {
      asked += 1
      defer { if further.isEmpty { release() } }
      guard asked <= PictureLimits.pages else { throw .tooManyPages(format: format) }
      do throws(PictureError) {
        return PicturePage(
          image: try JPEGReader.read(Array(bytes[range])), number: asked, isFurther: true)
      } catch {
        if error.isTooExpensive { throw error }
        hasUnreadable = true
      }
    }
    return nil
  }

  private mutating func nextConverted() throws(PictureError) -> PicturePage? {
    if asked == 0 {
      asked = 1
      let output = format == .pnm ? bytes : try convert()
      release()
      // PNG is what heif-thumbnailer writes, PAM what dwebp does; both hold one picture.
      if output.starts(with: PNGReader.signature) {
        return PicturePage(
          image: try Self.reading(of: format) { () throws(PictureError) in
            try PNGReader.read(output)
          }, number: nil)
      }
      if output.starts(with: PAMReader.signature) {
        return PicturePage(
          image: try Self.reading(of: format) { () throws(PictureError) in
            try PAMReader.read(output)
          }, number: nil)
      }
      converted = PNMFrames(output)
      guard converted.hasMore else {
        throw .malformed(format: format, detail: "there is no picture in it")
      }
    }
    guard converted.hasMore else { return nil }
    guard given < PictureLimits.pages else { throw .tooManyPages(format: format) }
    let page = try nextPage()
    guard !converted.hasMore else { return page }
    converted = PNMFrames([])
    return given == 1 ? PicturePage(image: page.image, number: nil) : page
  }

  private mutating func nextPDFPage() throws(PictureError) -> PicturePage? {
    if !converted.hasMore {
      // A page that is announced and does not come must not pass for the end.
      guard given == asked else {
        throw .malformed(format: format, detail: "page \(given + 1) cannot be drawn")
      }
      if asked == 0 { pages = try pageCount() }
      let last = min(asked + Self.pagesAtOnce, pages, PictureLimits.pages)
      guard asked < last else {
        if pages > PictureLimits.pages { throw .tooManyPages(format: format) }
        return nil
      }
      let tool = PictureTool.pdf(asked + 1...last)
      converted = PNMFrames(try tool.run(bytes, format: format, within: &allowance))
      asked = last
      return try nextPDFPage()
    }
    let page = try nextPage()
    return pages == 1 ? PicturePage(image: page.image, number: nil) : page
  }

  private mutating func nextPage() throws(PictureError) -> PicturePage {
    let image = try Self.reading(of: format) { () throws(PictureError) in
      try converted.next()
    }
    given += 1
    return PicturePage(image: image, number: given)
  }

  private mutating func convert() throws(PictureError) -> [UInt8] {
    let tool: PictureTool
    var file = bytes
    switch format {
    case .webP:
      tool = .webP
      if SeveralPictures.isAnimatedWebP(file) {
        file = try PictureTool.webPFrame.run(bytes, format: format, within: &allowance)
      }
    case .heif: tool = .heif
    case .gif: tool = .gif
    case .tiff: tool = .tiff
    default: tool = .bmp
    }
    return try tool.run(file, format: format, within: &allowance)
  }

  /// What pdfinfo says. The last such line: a title with line breaks comes before it.
  private mutating func pageCount() throws(PictureError) -> Int {
    let told = try PictureTool.pdfPages.run(bytes, format: format, within: &allowance)
    let line = told.split(separator: 0x0A).last { $0.starts(with: "Pages:".utf8) }
    let digits = line?.drop { !$0.isASCIIDigit } ?? []
    guard let count = Int(String(decoding: digits, as: UTF8.self)), count > 0 else {
      throw .malformed(format: format, detail: "it has no pages")
    }
    return count
  }

  /// What the readers say of a program's output, said of the file.
  private static func reading(
    of format: PictureFormat, _ read: () throws(PictureError) -> LumaImage
  ) throws(PictureError) -> LumaImage {
    do {
      return try read()
    } catch {
      switch error {
      case .tooLarge(_, let width, let height):
        throw .tooLarge(format: format, width: width, height: height)
      case .malformed(_, let detail): throw .malformed(format: format, detail: detail)
      case .tooExpensive: throw .tooExpensive(format: format)
      default: throw .malformed(format: format, detail: "there is no picture in it")
      }
    }
  }
}
