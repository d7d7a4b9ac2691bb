package import HCodeSystem

/// Why the bytes of a file are not a picture that can be read.
package enum PictureError: Error, CustomStringConvertible, Equatable, Sendable {
  /// The file holds no bytes at all.
  case empty
  /// The first bytes belong to no picture format that is read here.
  case unknownFormat
  /// A known format in a form that is not read, for example an arithmetic-coded JPEG.
  case unsupported(format: PictureFormat, detail: String)
  /// The bytes break the format's rules or end before the first pixel; `detail` is the decoder's own word.
  case malformed(format: PictureFormat, detail: String)
  /// More pixels than `PictureLimits.pixels`; nothing was allocated.
  case tooLarge(format: PictureFormat, width: Int, height: Int)
  /// More bytes than `PictureLimits.fileBytes`.
  case fileTooLarge
  /// More pages than `PictureLimits.pages`; those were read.
  case tooManyPages(format: PictureFormat)
  /// The program that converts this format is not installed; `package` is the Debian package that has it.
  case toolMissing(format: PictureFormat, package: String)
  /// The program was not started: the kernel lacks what would confine it.
  case notConfinable(format: PictureFormat, lack: Confinement.Lack)
  /// The program could not make a picture of it; `detail` is what it said.
  case toolFailed(format: PictureFormat, tool: String, detail: String)
  /// A PDF that opens with a password only, and none or another was given.
  case locked(isPasswordGiven: Bool)
  /// Reading it, or converting it, takes more than `InputBudget` lets one input take.
  case tooExpensive(format: PictureFormat)

  /// Whether a budget ended the reading: what is in the picture, nobody knows.
  package var isTooExpensive: Bool { if case .tooExpensive = self { true } else { false } }

  package var description: String {
    switch self {
    case .empty: "it is empty"
    case .unknownFormat: "it is in no picture format that is read here"
    case .unsupported(let format, let detail):
      "\(format.rawValue) in a form that is not read: \(detail)"
    case .malformed(let format, let detail): "damaged \(format.rawValue): \(detail)"
    case .tooLarge(let format, let width, let height):
      "\(format.rawValue) of \(width) × \(height) pixels, more than are read"
    case .fileTooLarge: "it has more bytes than are read"
    case .tooManyPages(let format): "\(format.rawValue) with more pages than are read"
    case .toolMissing(let format, let package): "\(format.rawValue) needs the package \(package)"
    case .notConfinable(let format, let lack):
      "\(format.rawValue) is not converted, since the kernel lacks \(lack.rawValue)"
    case .toolFailed(let format, let tool, let detail):
      "\(format.rawValue): \(tool) failed: \(detail)"
    case .locked(let isPasswordGiven):
      isPasswordGiven ? "the PDF has another password" : "the PDF has a password"
    case .tooExpensive(let format): "\(format.rawValue) that costs more than one input may"
    }
  }
}
