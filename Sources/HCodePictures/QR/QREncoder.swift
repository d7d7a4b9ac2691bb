internal import CQREncode

/// Turns text into the smallest QR symbol that holds it, through libqrencode.
package enum QREncoder {
  /// Whether libqrencode could be opened; the first who asks opens it.
  package static let isPossible = hcode_qrencode_open() != 0

  /// The package that brings libqrencode.
  package static let package = "libqrencode4"

  /// libqrencode's own version; nil where it is not installed.
  package static var libraryVersion: String? {
    isPossible ? QRcode_APIVersionString().map { String(cString: $0) } : nil
  }

  /// Encodes in alphanumeric mode (ISO/IEC 18004 §7.4.4): digits, capitals and ` $%*+-./:`.
  ///
  /// The mask is the one that the standard prefers of all eight, so the same text always gives the
  /// same symbol.
  package static func encode(
    _ text: [UInt8], errorCorrection: QRSymbol.ErrorCorrection
  ) throws(QREncoderError) -> QRSymbol {
    try encode(text, errorCorrection: errorCorrection, largestWeighed: QRModules.largestSize)
  }

  /// Like `encode(_:errorCorrection:)`; the library chooses the mask of symbols with more modules a side than that.
  static func encode(
    _ text: [UInt8], errorCorrection: QRSymbol.ErrorCorrection, largestWeighed: Int
  ) throws(QREncoderError) -> QRSymbol {
    guard !text.isEmpty else { throw .empty }
    let maximum = capacity(errorCorrection)
    guard text.count <= maximum else { throw .tooLong(count: text.count, maximum: maximum) }
    if let position = text.firstIndex(where: { !isAlphanumeric($0) }) {
      throw .outsideAlphabet(position: position)
    }
    guard isPossible else { throw .libraryMissing(package: package) }
    // Version 0 asks for the smallest that fits.
    guard let input = QRinput_new2(0, level(errorCorrection)) else { throw .refused }
    defer { QRinput_free(input) }
    guard QRinput_append(input, QR_MODE_AN, Int32(text.count), text) == 0 else { throw .refused }
    // The library spends nine tenths of its time on weighing the masks. So it lays the data out under one of them, and
    // which is the best is weighed here, a line of modules in a few instructions.
    if let code = QRcode_encodeMask(input, 0) {
      defer { QRcode_free(code) }
      if let symbol = symbol(code, errorCorrection, largestWeighed) { return symbol }
    }
    guard let code = QRcode_encodeInput(input) else { throw .refused }
    defer { QRcode_free(code) }
    guard let symbol = symbol(code, errorCorrection, nil) else { throw .refused }
    return symbol
  }

  /// The library's symbol, as it is or under the best mask; nil when there is too much of it to be weighed.
  private static func symbol(
    _ code: UnsafeMutablePointer<QRcode>, _ level: QRSymbol.ErrorCorrection, _ largestWeighed: Int?
  ) -> QRSymbol? {
    let version = Int(code.pointee.version)
    let size = Int(code.pointee.width)
    guard let data = code.pointee.data, size == 17 + 4 * version else { return nil }
    let bytes = UnsafeBufferPointer(start: data, count: size * size)
    switch largestWeighed {
    // The lowest bit of each byte is the colour; the others say what the module is for.
    case nil:
      return QRSymbol(
        version: version, errorCorrection: level, modules: bytes.map { $0 & 1 == 1 })
    case .some(let largest) where size > largest: return nil
    case .some:
      return QRSymbol(
        version: version, errorCorrection: level,
        rows: best(QRModules(bytes, size: size), level))
    }
  }

  /// The symbol under the mask of the least penalty, the first of them when there are several.
  private static func best(_ masked: QRModules, _ level: QRSymbol.ErrorCorrection) -> [UInt64] {
    var symbol = masked
    symbol.toggle(QRMask(reference: 0))
    var best = QRMask(reference: 0)
    var least = Int.max
    for mask in QRMask.all {
      symbol.toggle(mask)
      symbol.write(mask.formatInformation(level))
      let penalty = symbol.penalty
      if penalty < least { (best, least) = (mask, penalty) }
      // Laid over twice it is gone.
      symbol.toggle(mask)
    }
    symbol.toggle(best)
    symbol.write(best.formatInformation(level))
    return symbol.rows
  }

  /// The most characters that one symbol holds, version 40 (ISO/IEC 18004 table 7).
  package static func capacity(_ errorCorrection: QRSymbol.ErrorCorrection) -> Int {
    switch errorCorrection {
    case .low: 4296
    case .medium: 3391
    case .quartile: 2420
    case .high: 1852
    }
  }

  private static func level(_ errorCorrection: QRSymbol.ErrorCorrection) -> QRecLevel {
    switch errorCorrection {
    case .low: QR_ECLEVEL_L
    case .medium: QR_ECLEVEL_M
    case .quartile: QR_ECLEVEL_Q
    case .high: QR_ECLEVEL_H
    }
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: ":"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    case UInt8(ascii: " "), UInt8(ascii: "$"), UInt8(ascii: "%"), UInt8(ascii: "*"): true
    case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "/"): true
    default: false
    }
  }
}
