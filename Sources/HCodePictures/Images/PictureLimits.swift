import HCodeBase

/// How large a picture from a stranger may be, within what `InputBudget` gives. Checked against the header before memory is taken.
package enum PictureLimits {
  /// Pixels: a 64-megapixel photo is the largest that phones on the market save.
  package static let pixels = 64 << 20
  /// Bytes of samples that a picture may be stored as: the largest with four bytes a pixel.
  static let sampleBytes = 4 * pixels
  /// Bytes of a picture file.
  package static let fileBytes = 64 << 20
  /// Pages of a file that are read; a file with more is told as such.
  package static let pages = 64
  /// The longer side of a PDF page once drawn: 205 dots an inch of A4, where a module of a code 25 mm wide still has three
  /// or four. A page may say that it is a kilometre wide; it is drawn no larger.
  package static let pageSide = 2400
  /// The longer side of what is made of HEIC and AVIF; no attempt at reading looks at more than 16 megapixels anyway.
  package static let heifSide = 4096
  /// Bytes that a file, its pixels and what a decoder needs between them may take together: the rest is the program's own.
  static let decodingBytes = InputBudget.memoryBytes - 16 << 20
  /// Pictures of its size that the search of a picture holds at once: itself, it with codes covered, and what is made of that.
  static let copies = 3
  /// Seconds by the clock that all programs that convert one file may take; their processor time has the budget's limit.
  static let toolSeconds = 4 * InputBudget.cpuSeconds
  /// Bytes that a converting program may give: they are held while the picture is made of them.
  static let toolOutputBytes = InputBudget.memoryBytes / 2
}
