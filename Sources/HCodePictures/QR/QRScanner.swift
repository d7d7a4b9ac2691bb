/// Finds QR codes in pictures.
package enum QRScanner {
  /// The texts of all QR codes in a picture, byte for byte as they were encoded, each text once,
  /// from the top left to the bottom right. Empty when there is none.
  ///
  /// Makes attempts, cheap ones first, and ends as soon as something was read and no other code
  /// could be hiding (`QRSearch`). The work is bounded by the picture's size. Parts of a message
  /// split over several symbols (structured append) are not reported alone.
  package static func texts(
    in image: LumaImage, options: QRSearchOptions = QRSearchOptions()
  ) -> [[UInt8]] {
    readings(in: image, options: options).map(\.text)
  }

  /// Like `texts(in:options:)`, with positions.
  static func readings(
    in image: LumaImage, options: QRSearchOptions = QRSearchOptions()
  ) -> [QRReading] {
    eachOnce(QRSearch(options: options).readings(in: image))
  }

  /// In reading order. A code that was read by several attempts, or stands there twice, counts where it comes first.
  static func eachOnce(_ readings: [QRReading]) -> [QRReading] {
    var seen: Set<[UInt8]> = []
    return inReadingOrder(readings).filter { seen.insert($0.text).inserted }
  }

  /// Whether this machine has libzxing, without which codes that are tilted or damaged are missed: it is no part of
  /// the program, and loaded when it is first needed.
  package static var hasZXing: Bool { ZXingEngine.isThere }

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
