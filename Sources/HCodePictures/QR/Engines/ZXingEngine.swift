internal import CZXing
internal import Glibc
import HCodeBase

/// zxing-cpp: quicker than zbar on what it finds, and reads tilted codes; blind for some that zbar reads.
package enum ZXingEngine {
  /// The library's own version.
  package static var libraryVersion: String { ZXing_Version().map { String(cString: $0) } ?? "" }

  /// How dark is told from light.
  enum Threshold {
    /// By the contrast of the neighbourhood, in a picture of some size.
    case local
    /// By one threshold for the whole picture.
    case global
    /// By the middle of all levels, in a picture that is black and white already.
    case middle
  }

  /// What is looked for.
  enum Kind {
    /// QR codes.
    case qr
    /// Aztec codes and Data Matrix.
    case others
    /// Micro QR codes and rMQR codes.
    case small
  }

  /// The library compares each finder pattern with all others. As many as fit into so many pixels take it half a second.
  private static let fewPixels = 1 << 20
  /// And in larger pictures no more than so many.
  private static let mostPatterns = 30_000

  /// The codes in a picture, each with the bytes that were encoded, whatever character set it claims, dark on light or
  /// light on dark. Nil when the picture holds too many finder
  /// patterns to compare.
  static func read(
    _ image: LumaImage, for kind: Kind = .qr, threshold: Threshold = .local,
    isInverted: Bool = false
  ) -> [QRReading]? {
    if threshold == .local, let blackAndWhite = image.locallyThresholded() {
      return read(blackAndWhite, for: kind, threshold: .middle, isInverted: isInverted)
    }
    if kind != .others, image.pixels.count > fewPixels,
      LineEdges.isCrowded(image, isBlackAndWhite: threshold == .middle, limit: mostPatterns)
    {
      return nil
    }
    // The library multiplies sides as 32-bit numbers.
    guard image.pixels.count <= PictureLimits.pixels, let width = Int32(exactly: image.width),
      let height = Int32(exactly: image.height), let options = ZXing_ReaderOptions_new()
    else { return [] }
    defer { ZXing_ReaderOptions_delete(options) }
    switch kind {
    case .qr: hcode_zxing_only_qr(options)
    case .others: hcode_zxing_aztec_and_data_matrix(options)
    case .small: hcode_zxing_small_qr(options)
    }
    ZXing_ReaderOptions_setTryDownscale(options, false)
    ZXing_ReaderOptions_setTryInvert(options, isInverted)
    // A QR code is searched for in all directions anyway.
    ZXing_ReaderOptions_setTryRotate(options, kind == .others)
    switch threshold {
    case .local: break
    case .global: ZXing_ReaderOptions_setBinarizer(options, ZXing_Binarizer_GlobalHistogram)
    case .middle: ZXing_ReaderOptions_setBinarizer(options, ZXing_Binarizer_FixedThreshold)
    }
    return image.pixels.withUnsafeBufferPointer { pixels in
      guard
        let view = ZXing_ImageView_new(
          pixels.baseAddress, width, height, ZXing_ImageFormat_Lum, width, 1)
      else { return [] }
      defer { ZXing_ImageView_delete(view) }
      guard let codes = ZXing_ReadBarcodes(view, options) else { return [] }
      defer { ZXing_Barcodes_delete(codes) }
      return (0..<ZXing_Barcodes_size(codes)).compactMap {
        reading(ZXing_Barcodes_at(codes, $0), kind)
      }
    }
  }

  private static func reading(_ code: OpaquePointer?, _ kind: Kind) -> QRReading? {
    guard let code, ZXing_Barcode_isValid(code) else { return nil }
    var count: Int32 = 0
    guard let bytes = ZXing_Barcode_bytes(code, &count) else { return nil }
    defer { ZXing_free(bytes) }
    var read = QRSearchResult.Code(
      text: Array(UnsafeBufferPointer(start: bytes, count: Int(count))))
    let place = ZXing_Barcode_position(code)
    let corners = [place.topLeft, place.topRight, place.bottomRight, place.bottomLeft].map {
      PixelPoint(x: Int($0.x), y: Int($0.y))
    }
    guard kind == .qr else {
      guard let symbol = OtherSymbol(initial: hcode_zxing_initial(code)) else { return nil }
      read.symbol = symbol
      return QRReading(read, corners: corners)
    }
    let size = hcode_zxing_parts(code)
    if size > -1 {
      let name = hcode_zxing_parity(code)
      defer { ZXing_free(name) }
      read.part = name.flatMap { UInt8(String(cString: $0)) }.flatMap {
        SymbolPart(number: Int(hcode_zxing_part(code)) + 1, of: Int(size), parity: $0)
      }
      if read.part == nil { read.symbol = .impossiblePart }
    }
    let version = hcode_zxing_version(code)
    defer { ZXing_free(version) }
    let unused = hcode_zxing_unused_correction(code)
    defer { ZXing_free(unused) }
    return QRReading(
      read, modules: version.flatMap { Int(String(cString: $0)) }.map { 17 + 4 * $0 },
      isDamaged: unused.map { strtod($0, nil) < 1 } ?? false, corners: corners)
  }
}
