import HCodeBase

/// The picture formats, told apart by their first bytes, never by a file's name.
package enum PictureFormat: String, Sendable, CaseIterable {
  case png = "PNG"
  case jpeg = "JPEG"
  case pnm = "PNM"
  /// Simple, extended or animated.
  case webP = "WebP"
  /// HEIC and AVIF: one container.
  case heif = "HEIF"
  case gif = "GIF"
  /// BigTIFF too.
  case tiff = "TIFF"
  case bmp = "BMP"
  case pdf = "PDF"
  case svg = "SVG"
  /// Labels for thermal printers, as bitmaps.
  case zpl = "ZPL"

  /// The format that the first bytes announce, of which 16 are enough but for SVG; nil when none that is read.
  init?(magic bytes: [UInt8]) {
    if bytes.starts(with: PNGReader.signature) {
      self = .png
    } else if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
      // Start of image and the first byte of any second marker.
      self = .jpeg
    } else if PNMReader.Kind(magic: bytes) != nil {
      self = .pnm
    } else if let found = Self.table.first(where: { $0.matches(bytes) }) {
      self = found.format
    } else if Self.isBMP(bytes) {
      self = .bmp
    } else if ZPLReader.isZPL(bytes) {
      self = .zpl
    } else if Self.isSVG(bytes) {
      self = .svg
    } else {
      return nil
    }
  }

  /// Exact bytes at exact places.
  private struct Magic {
    let format: PictureFormat
    let pieces: [(offset: Int, bytes: [UInt8])]

    init(_ format: PictureFormat, _ pieces: (Int, String)...) {
      self.format = format
      self.pieces = pieces.map { ($0, Array($1.utf8)) }
    }

    func matches(_ bytes: [UInt8]) -> Bool {
      pieces.allSatisfy { bytes.dropFirst($0.offset).starts(with: $0.bytes) }
    }
  }

  private static let table: [Magic] =
    [
      Magic(.gif, (0, "GIF87a")), Magic(.gif, (0, "GIF89a")),
      Magic(.webP, (0, "RIFF"), (8, "WEBPVP8")),
      Magic(.tiff, (0, "II\u{2A}\0")), Magic(.tiff, (0, "MM\0\u{2A}")),
      Magic(.tiff, (0, "II\u{2B}\0\u{8}\0\0\0")), Magic(.tiff, (0, "MM\0\u{2B}\0\u{8}\0\0")),
      Magic(.pdf, (0, "%PDF-")),
    ]
    // The major brands of still pictures: HEVC (ISO 23008-12 annex B), AV1, and what names no codec.
    + ["heic", "heix", "heim", "heis", "mif1", "avif"].map { Magic(.heif, (4, "ftyp"), (8, $0)) }

  /// A text that begins with markup, whose first element is `svg`: a declaration, a document type and comments may come before it.
  private static func isSVG(_ bytes: [UInt8]) -> Bool {
    let start = bytes.prefix(4096).drop {
      PNMReader.isSpace($0) || $0 == 0xEF || $0 == 0xBB || $0 == 0xBF
    }
    guard start.first == UInt8(ascii: "<") else { return false }
    return ["<svg", ":svg"].contains { start.range(of: Array($0.utf8)) != nil }
      && start.range(of: Array("<html".utf8)) == nil
  }

  /// `BM` alone begins many a text: the reserved bytes and the second header's size count too.
  private static func isBMP(_ bytes: [UInt8]) -> Bool {
    guard bytes.count >= 16, bytes.starts(with: [0x42, 0x4D]) else { return false }
    return bytes[6..<10].allSatisfy { $0 == 0 } && bytes[15] == 0
      && [12, 40, 52, 56, 64, 108, 124].contains(bytes[14])
  }
}
