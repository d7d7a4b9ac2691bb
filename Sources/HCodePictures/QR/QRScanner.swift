/// Finds QR codes in pictures.
package enum QRScanner {
  /// The texts of all QR codes in a picture, byte for byte as they were encoded, each text once,
  /// from the top left to the bottom right. Empty when there is none.
  ///
  /// Makes attempts, cheap ones first, and ends as soon as something was read and no other code
  /// could be hiding (`QRSearch`). The work is bounded by the picture's size. Parts of a message
  /// split over several symbols (structured append) are left out.
  package static func texts(
    in image: LumaImage, options: QRSearchOptions = QRSearchOptions()
  ) -> [[UInt8]] {
    search(image, options: options).texts
  }

  /// Like `texts(in:options:)`, and whether the search came to its end.
  package static func search(
    _ image: LumaImage, options: QRSearchOptions = QRSearchOptions()
  ) -> QRSearchResult {
    QRSearch(options: options).findings(in: image).result
  }

  /// Like `texts(in:options:)`, with positions.
  static func readings(
    in image: LumaImage, options: QRSearchOptions = QRSearchOptions()
  ) -> [QRReading] {
    eachOnce(QRSearch(options: options).findings(in: image).readings)
  }

  /// In reading order. A code that was read by several attempts, or stands there twice, counts where it comes first.
  static func eachOnce(_ readings: [QRReading]) -> [QRReading] {
    var seen: Set<QRSearchResult.Code> = []
    return inReadingOrder(readings).filter { seen.insert($0.code).inserted }
  }

  /// Line by line: a code that begins above the middle of a line's first one stands in that line.
  private static func inReadingOrder(_ readings: [QRReading]) -> [QRReading] {
    var ordered: [QRReading] = []
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
}
