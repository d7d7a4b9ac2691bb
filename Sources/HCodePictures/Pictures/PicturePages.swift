package import HCodeBase
import HCodeSystem

/// The pictures of a file, one after the other, so that only a few are in memory at a time.
///
/// PDF, TIFF and Netpbm's formats have pages, GIF, WebP and PNG may have frames, a JPEG may have further pictures, and every one is given,
/// on black ground too where it is transparent. Of several pictures in a HEIF file the first is given, and `hasUnseenPictures` says that there
/// are more. PNG, JPEG and PNM are read in process; the rest by Debian's programs, see `PictureTool`.
package struct PicturePages {
  /// The file, until nothing more is read from it: a search needs the memory.
  private var bytes: [UInt8]
  private let format: PictureFormat
  private var allowance: PictureTool.Allowance
  /// What a program gave and was not taken yet.
  private var converted = PNMFrames([])
  /// How many pages were asked of programs and how many of them came.
  private var asked = 0
  private var given = 0
  /// The pictures of a JPEG file that were not given yet.
  private var further: ArraySlice<Range<Int>> = []
  /// The frames of an animation that were not given yet, and what is shown so far.
  private var frames: ArraySlice<(file: [UInt8], placement: AnimationCanvas.Placement)> = []
  private var canvas: AnimationCanvas?
  private var frameBytes = 0
  private var shown: LayeredImage?
  /// The opacity of what `converted` holds, and how many pages have one.
  private var opacities = PNMFrames([])
  /// Where the frames of a GIF lie; which pages of a TIFF have an opacity.
  private var gif: GIFFrames?
  private var tiff: TIFFPages?
  private var bmp: LumaImage?
  /// Whether the picture of a PNG file is to be given once more, as viewers show it that know no gamma.
  private var hasOtherGamma = false
  /// The page that was given last, on black ground.
  private var onBlack: PicturePage?
  /// Whether one of them could not be read.
  private var hasUnreadable = false
  /// Whether the file, once it is read, held pictures that were not.
  private var hadUnseen = false
  /// What opens a PDF.
  private let password: String?
  private var labels: ZPLReader?
  /// How many pages a PDF says it has.
  private var pages = 0

  /// How many pages of a PDF are drawn at a time: their pictures are all held at once, 46 MB at most.
  private static let pagesAtOnce = 8

  /// Whether the file holds pictures that `next` does not give: what is in them, nobody looks at.
  package var hasUnseenPictures: Bool {
    hasUnreadable || hadUnseen || !bytes.isEmpty && SeveralPictures.areUnseen(in: bytes, format)
  }

  /// What is left of the budget after what was read so far.
  package var budget: CPUBudget { allowance.budget }

  /// Looks at the first bytes only. Refuses what is empty, too large or of no format that is read. Reading takes from that budget.
  package init(
    _ bytes: consuming [UInt8], within budget: CPUBudget = CPUBudget(), password: String? = nil
  ) throws(PictureError) {
    self.password = password
    format = try PictureReader.checkedFormat(of: bytes)
    allowance = PictureTool.Allowance(budget: budget)
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
    let further = onBlack == nil ? 0 : 1
    // What an animation shows and what it showed before, each on both grounds, and what goes with its last frame.
    let animation = canvas == nil ? 0 : 6
    try checkMemory(for: pixels, times: further + animation + PictureLimits.copies)
    return page
  }

  /// Refuses what would take too much memory, so many bytes for each pixel, beside what is held already.
  private func checkMemory(for pixels: Int, times copies: Int) throws(PictureError) {
    guard
      bytes.count + converted.count + opacities.count + frameBytes + copies * pixels
        <= PictureLimits.decodingBytes
    else { throw .tooExpensive(format: format) }
  }

  /// Bytes a pixel while a frame is laid over what was shown: itself, the canvas, what goes with the frame, what is and what was shown.
  private static let animationBytes = 10

  private mutating func read() throws(PictureError) -> PicturePage? {
    if let page = onBlack {
      onBlack = nil
      return page
    }
    switch format {
    case .png: return try nextPNG()
    case .jpeg: return try nextJPEG()
    case .pdf: return try nextPDFPage()
    case .zpl: return try nextLabel()
    case .webP, .heif, .gif, .tiff, .bmp, .pnm, .svg: return try nextConverted()
    }
  }

  /// The file is not read from any more.
  private mutating func release() {
    hadUnseen = SeveralPictures.areUnseen(in: bytes, format)
    bytes = []
  }

  /// A page, and the same on black ground next.
  private mutating func page(
    _ image: LayeredImage, number: Int?, isFurther: Bool = false
  ) -> PicturePage {
    onBlack = image.onBlack.map { PicturePage(image: $0, number: number, isFurther: true) }
    return PicturePage(image: image.onWhite, number: number, isFurther: isFurther)
  }

  private mutating func nextPNG() throws(PictureError) -> PicturePage? {
    if hasOtherGamma {
      hasOtherGamma = false
      let image = try PNGReader.layers(bytes, ignoringGamma: true, budget: budget)
      release()
      return page(image, number: nil, isFurther: true)
    }
    guard asked == 0 else {
      return try nextFrame { [budget] file, _ throws(PictureError) in
        try PNGReader.layers(file, budget: budget)
      }
    }
    asked = 1
    let still = try PNGReader.layers(bytes, budget: budget)
    let file = try? PNGFile(bytes)
    hasOtherGamma = file?.hasOtherGamma == true
    if file?.isAnimated == true {
      let animation = PNGFrames(bytes)
      // The frames are shown with their gamma only.
      hasUnreadable = animation?.isWhole != true || hasOtherGamma
      hasOtherGamma = false
      if let animation, animation.hasFurther {
        try animate(animation.frames, animation.width, animation.height)
      }
      // What programs show that know no animations need not be one of its frames.
      shown = still
    }
    if !hasOtherGamma { release() }
    return page(still, number: frames.isEmpty ? nil : 1)
  }

  private mutating func animate(
    _ frames: [(file: [UInt8], placement: AnimationCanvas.Placement)], _ width: Int, _ height: Int
  ) throws(PictureError) {
    frameBytes = frames.reduce(0) { $0 + $1.file.count }
    let pixels = try PictureReader.pixelCount(format, width: width, height: height)
    try checkMemory(for: pixels, times: Self.animationBytes)
    canvas = AnimationCanvas(width: width, height: height, format: format)
    hasUnreadable = hasUnreadable || canvas == nil || frames.count > PictureLimits.pages
    self.frames = frames.prefix(PictureLimits.pages)
  }

  /// What is shown with the next frame of an animation that shows something else than before.
  private mutating func nextFrame(
    _ read: ([UInt8], inout PictureTool.Allowance) throws(PictureError) -> LayeredImage
  ) throws(PictureError) -> PicturePage? {
    while let frame = frames.popFirst() {
      guard budget.allowsMore() else { throw .tooExpensive(format: format) }
      given += 1
      let image: LayeredImage
      do throws(PictureError) { image = try read(frame.file, &allowance) } catch {
        if error.isTooExpensive { throw error }
        hasUnreadable = true
        continue
      }
      guard let now = canvas?.show(image, frame.placement) else {
        hasUnreadable = true
        continue
      }
      guard now != shown else { continue }
      shown = now
      return page(now, number: given)
    }
    return nil
  }

  private mutating func nextLabel() throws(PictureError) -> PicturePage? {
    if labels == nil { labels = ZPLReader(bytes) }
    guard let image = try labels?.next() else {
      guard given > 0 else {
        throw .unsupported(format: .zpl, detail: "a label without a bitmap")
      }
      return nil
    }
    given += 1
    guard given <= PictureLimits.pages else { throw .tooManyPages(format: format) }
    return PicturePage(image: image, number: given)
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
    if asked == 0, format == .webP, let animation = WebPFrames(bytes), !animation.frames.isEmpty {
      try animate(animation.frames, animation.width, animation.height)
      hasUnreadable = hasUnreadable || !animation.isWhole
      release()
    }
    if canvas != nil, format == .webP {
      asked = 1
      return try nextFrame { file, allowance throws(PictureError) in
        try PAMReader.layers(PictureTool.webP.run(file, format: .webP, within: &allowance))
      }
    }
    if asked == 0 {
      asked = 1
      let output = format == .pnm ? bytes : try convert()
      try convertOpacity(beside: output.count)
      release()
      // PNG is what heif-thumbnailer writes, PAM what dwebp does; both hold one picture.
      if output.starts(with: PNGReader.signature) {
        return page(
          try Self.reading(of: format) { () throws(PictureError) in try PNGReader.layers(output) },
          number: nil)
      }
      if output.starts(with: PAMReader.signature) {
        return page(
          try Self.reading(of: format) { () throws(PictureError) in try PAMReader.layers(output) },
          number: nil)
      }
      converted = PNMFrames(output)
      guard converted.hasMore else {
        throw .malformed(format: format, detail: "there is no picture in it")
      }
    }
    guard converted.hasMore else {
      // What the file holds and the program did not give, nobody has seen.
      if let frames = gif?.placements.count ?? tiff?.opacities.count, frames != given {
        hasUnreadable = true
      }
      return nil
    }
    guard given < PictureLimits.pages else { throw .tooManyPages(format: format) }
    let image = try layered(nextPage().image)
    if !converted.hasMore { converted = PNMFrames([]) }
    return page(image, number: given == 1 && !converted.hasMore ? nil : given)
  }

  /// A page with its opacity; a frame of a GIF as a viewer shows it.
  private mutating func layered(_ image: LumaImage) throws(PictureError) -> LayeredImage {
    let pixels = image.width * image.height
    try checkMemory(for: pixels, times: bmp == nil && !opacities.hasMore ? 1 : 4)
    var layered = LayeredImage(onWhite: image)
    if let bmp {
      layered = LayeredImage(image, opacity: bmp) ?? layered
    } else if gif?.isTransparent == true, !opacities.hasMore {
      hasUnreadable = true
    } else if opacities.hasMore {
      // tifftopnm gives one for each page, also for those that have none.
      let opacity = try Self.reading(of: format) { () throws(PictureError) in try opacities.next() }
      let kinds = tiff?.opacities ?? []
      let isPageWithOpacity = given <= kinds.count && kinds[given - 1] != nil
      // libtiff multiplies the colours of a page with its opacity, where the file has not.
      if format == .gif || isPageWithOpacity {
        layered = LayeredImage(image, opacity: opacity, isWeighed: isPageWithOpacity) ?? layered
      }
    }
    guard let gif, !gif.areWhole, given <= gif.placements.count else { return layered }
    try checkMemory(for: gif.width * gif.height, times: Self.animationBytes)
    if canvas == nil {
      canvas = AnimationCanvas(width: gif.width, height: gif.height, format: .gif)
    }
    guard let shown = canvas?.show(layered, gif.placements[given - 1]) else {
      hasUnreadable = true
      return layered
    }
    return shown
  }

  /// Reads what the programs that convert a format leave out: opacity, and where the frames lie.
  private mutating func convertOpacity(beside output: Int) throws(PictureError) {
    func check() throws(PictureError) {
      // It is as large as the pictures, which may have three bytes a pixel where it has one.
      guard bytes.count + output + output / 3 <= PictureLimits.decodingBytes else {
        throw .tooExpensive(format: format)
      }
    }
    switch format {
    case .gif:
      hasUnreadable = gif?.isWhole != true
      guard gif?.isTransparent == true else { return }
      try check()
      opacities = PNMFrames(
        try PictureTool.gifOpacity.run(bytes, format: format, within: &allowance))
    case .tiff:
      tiff = TIFFPages(bytes)
      hasUnreadable = tiff?.areWhole != true
      guard tiff?.opacities.contains(where: { $0 != nil }) == true else { return }
      try check()
      do throws(PictureError) {
        opacities = PNMFrames(
          try PictureTool.tiffOpacity.run(bytes, format: format, within: &allowance))
      } catch {
        if error.isTooExpensive { throw error }
        hasUnreadable = true
      }
    case .bmp: bmp = BMPOpacity.read(bytes)
    default: break
    }
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
      let tool = PictureTool.pdf(asked + 1...last, password: password)
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
    switch format {
    case .webP: tool = .webP
    case .heif: tool = .heif
    case .gif:
      gif = GIFFrames(bytes)
      for place in gif?.impossible ?? [] { bytes[place] &= 0xFE }
      tool = .gif
    case .tiff: tool = .tiff
    case .svg: tool = .svg
    default: tool = .bmp
    }
    return try tool.run(bytes, format: format, within: &allowance)
  }

  /// What pdfinfo says. The last such line: a title with line breaks comes before it.
  private mutating func pageCount() throws(PictureError) -> Int {
    let told = try PictureTool.pdfPages(password: password)
      .run(bytes, format: format, within: &allowance)
    let line = told.split(separator: 0x0A).last { $0.starts(with: "Pages:".utf8) }
    let digits = line?.drop { !$0.isASCIIDigit } ?? []
    guard let count = Int(String(decoding: digits, as: UTF8.self)), count > 0 else {
      throw .malformed(format: format, detail: "it has no pages")
    }
    return count
  }

  /// What the readers say of a program's output, said of the file.
  private static func reading<Image>(
    of format: PictureFormat, _ read: () throws(PictureError) -> Image
  ) throws(PictureError) -> Image {
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
