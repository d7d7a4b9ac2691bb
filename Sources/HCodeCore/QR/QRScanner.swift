internal import CZBar

/// Finds QR codes in pictures, through libzbar.
public enum QRScanner {
  /// libzbar's own version.
  static var libraryVersion: String {
    var (major, minor, patch): (UInt32, UInt32, UInt32) = (0, 0, 0)
    _ = zbar_version(&major, &minor, &patch)
    return "\(major).\(minor).\(patch)"
  }

  /// The texts of all QR codes in a picture, byte for byte as they were encoded, each text once,
  /// from the top left to the bottom right. Empty when there is none.
  ///
  /// Tries the picture reduced first, then finer, then enlarged, then inverted for codes shown
  /// light on dark, and ends as soon as something was read and no other code could be hiding. The
  /// work is bounded by the picture's size. Parts of a message split over several symbols
  /// (structured append) are not reported alone.
  public static func texts(in image: LumaImage) -> [[UInt8]] {
    readings(in: image).map(\.text)
  }

  /// A text and where it stands in the picture.
  struct Reading: Equatable, Sendable {
    let text: [UInt8]
    /// Where the four corners stand.
    let box: PixelBox
    /// What the code surely fills: less than the box when it is turned, since another code may
    /// stand in a corner of the box.
    let filled: PixelBox
  }

  /// Like `texts(in:)`, with positions.
  static func readings(in image: LumaImage) -> [Reading] {
    let levels = levels(of: image)
    var found = searchDownwards(levels, in: image)
    if found.isEmpty, min(image.width, image.height) < doublingSide {
      found = attempt(image.doubled()).map { $0.shrunk() }
    }
    if found.isEmpty { found = searchInverted(levels) }
    // A code that was read at several levels, or stands there twice, counts where it comes first.
    var seen: Set<[UInt8]> = []
    return inReadingOrder(found).filter { seen.insert($0.text).inserted }
  }

  /// Below this shorter side nothing is reduced further: a code of 53 modules needs 2 pixels for
  /// each.
  private static let smallestSide = 120
  /// The shorter side below which an enlarged picture is worth the time.
  private static let doublingSide = 600
  /// Past this many pixels zbar finds in a photograph only what it found in half of it.
  private static let largestAttempt = 16 << 20
  /// Past this many pixels the search for a second code ends.
  private static let largestFurtherAttempt = 4 << 20

  /// A picture reduced by a factor.
  private struct Level {
    let image: LumaImage
    let factor: Int
    var area: Int { image.width * image.height }
    var shorterSide: Int { min(image.width, image.height) }
  }

  /// The picture itself and its halves, the finest first.
  private static func levels(of image: LumaImage) -> [Level] {
    var levels = [Level(image: image, factor: 1)]
    while let last = levels.last, last.shorterSide >= 2 * smallestSide {
      levels.append(Level(image: last.image.halved(), factor: 2 * last.factor))
    }
    return levels
  }

  /// From coarse to fine, until something is found and nothing can be hiding.
  private static func searchDownwards(_ levels: [Level], in image: LumaImage) -> [Reading] {
    var found: [Reading] = []
    var covered: [PixelBox] = []
    for level in levels.reversed() {
      guard level.area <= (found.isEmpty ? largestAttempt : largestFurtherAttempt) else { break }
      // What was read already would cost most of the time again.
      let rest = level.image.blanked(found.map { $0.filled.reduced(by: level.factor) })
      let read = attempt(rest).map { $0.enlarged(by: level.factor) }
      guard !read.isEmpty || !found.isEmpty else { continue }
      for reading in read {
        // zbar's corners are right to within two pixels of the picture it saw.
        covered.append(reading.filled.grown(by: 2 * level.factor))
      }
      found += read
      if !QRSearchArea.couldHideCode(in: image, outside: covered) { break }
    }
    return found
  }

  /// Light on dark: first at the size that costs little, then the finest that is allowed.
  private static func searchInverted(_ levels: [Level]) -> [Reading] {
    let cheap = levels.last { $0.shorterSide >= 2 * smallestSide }
    let finest = levels.first { $0.area <= largestFurtherAttempt }
    for level in [cheap, finest].compactMap({ $0 }) {
      let read = attempt(level.image.inverted()).map { $0.enlarged(by: level.factor) }
      if !read.isEmpty { return read }
      if level.factor == finest?.factor { break }
    }
    return []
  }

  /// Line by line: a code that begins above the middle of a line's first one stands in that line.
  private static func inReadingOrder(_ readings: [Reading]) -> [Reading] {
    var ordered: [Reading] = []
    var rest = readings.sorted { ($0.box.top, $0.box.left) < ($1.box.top, $1.box.left) }[...]
    while let first = rest.first {
      let middle = (first.box.top + first.box.bottom) / 2
      let line = rest.prefix { $0.box.top <= middle }
      guard !line.isEmpty else { return ordered + rest }
      ordered += line.sorted { $0.box.left < $1.box.left }
      rest = rest.dropFirst(line.count)
    }
    return ordered
  }

  /// One run of zbar. The scanner is made anew each time: a kept one leaks what it read (zbar issue
  /// 258), and making one costs some microseconds.
  private static func attempt(_ image: LumaImage) -> [Reading] {
    guard let width = UInt32(exactly: image.width), let height = UInt32(exactly: image.height),
      let scanner = zbar_image_scanner_create()
    else { return [] }
    defer { zbar_image_scanner_destroy(scanner) }
    zbar_image_scanner_set_config(scanner, ZBAR_NONE, ZBAR_CFG_ENABLE, 0)
    zbar_image_scanner_set_config(scanner, ZBAR_QRCODE, ZBAR_CFG_ENABLE, 1)
    // Otherwise zbar guesses a character set and changes the text.
    zbar_image_scanner_set_config(scanner, ZBAR_QRCODE, ZBAR_CFG_BINARY, 1)
    return image.pixels.withUnsafeBytes { pixels in
      guard let picture = zbar_image_create() else { return [] }
      defer { zbar_image_destroy(picture) }
      zbar_image_set_format(picture, y800)
      zbar_image_set_size(picture, width, height)
      // No handler to free them: the pixels stay ours and outlive the picture.
      zbar_image_set_data(picture, pixels.baseAddress, UInt(pixels.count), nil)
      guard zbar_scan_image(scanner, picture) > 0 else { return [] }
      var readings: [Reading] = []
      var symbol = zbar_image_first_symbol(picture)
      while let current = symbol {
        if let reading = reading(current) { readings.append(reading) }
        symbol = zbar_symbol_next(current)
      }
      return readings
    }
  }

  /// The four characters `Y800`, grey with a byte a pixel.
  private static let y800: UInt = 0x3030_3859

  private static func reading(_ symbol: OpaquePointer) -> Reading? {
    guard zbar_symbol_get_type(symbol) == ZBAR_QRCODE, let data = zbar_symbol_get_data(symbol)
    else { return nil }
    let bytes = UnsafeRawBufferPointer(
      start: data, count: Int(zbar_symbol_get_data_length(symbol)))
    var box = PixelBox(left: .max, top: .max, right: 0, bottom: 0)
    var doubleArea = 0
    var corners: [(x: Int, y: Int)] = []
    for corner in 0..<zbar_symbol_get_loc_size(symbol) {
      // Bounded, so that no guess of zbar's can overflow when it is scaled.
      let x = min(max(Int(zbar_symbol_get_loc_x(symbol, corner)), 0), PictureLimits.pixels)
      let y = min(max(Int(zbar_symbol_get_loc_y(symbol, corner)), 0), PictureLimits.pixels)
      corners.append((x, y))
      box.left = min(box.left, x)
      box.top = min(box.top, y)
      box.right = max(box.right, x + 1)
      box.bottom = max(box.bottom, y + 1)
    }
    if box.right == 0 { box = PixelBox(left: 0, top: 0, right: 0, bottom: 0) }
    for (a, b) in zip(corners, corners.dropFirst() + corners.prefix(1)) {
      doubleArea += a.x * b.y - b.x * a.y
    }
    return Reading(text: Array(bytes), box: box, filled: box.inscribed(area: abs(doubleArea) / 2))
  }
}

extension QRScanner.Reading {
  /// As seen in a picture that is larger by a factor.
  fileprivate func enlarged(by factor: Int) -> QRScanner.Reading {
    QRScanner.Reading(
      text: text, box: box.enlarged(by: factor), filled: filled.enlarged(by: factor))
  }

  /// As seen in a picture of half the size.
  fileprivate func shrunk() -> QRScanner.Reading {
    QRScanner.Reading(text: text, box: box.reduced(by: 2), filled: filled.reduced(by: 2))
  }
}
