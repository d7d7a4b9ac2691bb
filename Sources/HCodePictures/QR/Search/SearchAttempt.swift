/// One way to look for codes. `QRSearch` has them in their order, cheap ones first.
protocol SearchAttempt: Sendable {
  /// A short name for the table in docs/scanning.md.
  var name: String { get }

  /// What reads.
  var engine: QREngine { get }

  /// What it reads, in pixels of the scene's picture; nil when there is nothing to try, since the
  /// picture is too small or too large for it or the same was tried already.
  func readings(in scene: SearchScene) -> [QRReading]?
}

/// The programs that find and read symbols.
enum QREngine: String, Sendable {
  case zbar
  case zxing
  /// zxing-cpp with one threshold for the whole picture.
  case zxingGlobal
  /// zxing-cpp on a picture that is black and white already.
  case zxingPlain
  /// zxing-cpp for light codes on dark too.
  case zxingBoth
  /// zxing-cpp for Aztec codes and Data Matrix, light on dark too.
  case others
  /// The same for dark on light only.
  case darkOthers
  /// zxing-cpp for Micro QR codes and rMQR codes.
  case small

  /// Nil when the picture holds more than the engine can be given.
  func read(_ image: LumaImage) -> [QRReading]? {
    switch self {
    case .zbar: ZBarEngine.read(image)
    case .zxing: ZXingEngine.read(image)
    case .zxingGlobal: ZXingEngine.read(image, threshold: .global)
    case .zxingPlain: ZXingEngine.read(image, threshold: .middle)
    case .zxingBoth: ZXingEngine.read(image, isInverted: true)
    case .others: ZXingEngine.read(image, for: .others, isInverted: true)
    case .darkOthers: ZXingEngine.read(image, for: .others)
    case .small: ZXingEngine.read(image, for: .small)
    }
  }
}
