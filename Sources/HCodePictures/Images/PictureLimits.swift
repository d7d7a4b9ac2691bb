/// How large a picture from a stranger may be. Checked against the header before memory is taken.
package enum PictureLimits {
  /// Pixels: a 64-megapixel photo is the largest that phones on the market save.
  package static let pixels = 64 << 20
  /// Bytes of a picture file.
  package static let fileBytes = 64 << 20
  /// Pages of a file that are read; a file with more is told as such.
  package static let pages = 64
  /// The longer side of a PDF page once drawn: 205 dots an inch of A4, where a module of a code 25 mm wide still has three
  /// or four. A page may say that it is a kilometre wide; it is drawn no larger.
  package static let pageSide = 2400
  /// The longer side of what is made of HEIC and AVIF; no attempt at reading looks at more than 16 megapixels anyway.
  package static let heifSide = 4096
  /// Seconds that one run of a converting program may take.
  static let toolSeconds = 20
  /// Seconds that all runs for one file may take.
  static let toolSecondsPerFile = 60
  /// Bytes of address space of a converting program: the largest picture as floating point, and its libraries.
  static let toolMemory = 1 << 30
  /// Bytes that a converting program may give: the largest picture with four bytes a pixel.
  static let toolOutputBytes = 4 * pixels + 1024
}
