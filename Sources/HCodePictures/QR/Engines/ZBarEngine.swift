internal import CZBar

/// libzbar: finds the finder patterns along lines of edges, and reads what lies fairly flat.
package enum ZBarEngine {
  /// libzbar's own version.
  package static var libraryVersion: String {
    var (major, minor, patch): (UInt32, UInt32, UInt32) = (0, 0, 0)
    _ = zbar_version(&major, &minor, &patch)
    return "\(major).\(minor).\(patch)"
  }

  /// The codes in a picture. Parts of a message split over several symbols are joined when all are
  /// there, and not reported alone.
  ///
  /// The scanner is made anew each time: a kept one leaks what it read (zbar issue 258), and making
  /// one costs some microseconds.
  static func read(_ image: LumaImage) -> [QRReading] {
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
      var readings: [QRReading] = []
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

  private static func reading(_ symbol: OpaquePointer) -> QRReading? {
    guard zbar_symbol_get_type(symbol) == ZBAR_QRCODE, let data = zbar_symbol_get_data(symbol)
    else { return nil }
    let text = UnsafeRawBufferPointer(
      start: data, count: Int(zbar_symbol_get_data_length(symbol)))
    let corners = (0..<zbar_symbol_get_loc_size(symbol)).map {
      PixelPoint(
        x: Int(zbar_symbol_get_loc_x(symbol, $0)), y: Int(zbar_symbol_get_loc_y(symbol, $0)))
    }
    return QRReading(QRSearchResult.Code(text: Array(text)), corners: corners)
  }
}
