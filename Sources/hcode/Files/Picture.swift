import HCodeTrust
import HCodePictures

/// Picture files, with errors that say what to do.
enum Picture {
  /// The picture of a file's bytes, if it has only one.
  static func decode(_ bytes: [UInt8], _ name: FileName) throws -> LumaImage {
    var pages = try pages(bytes, name)
    return try pages.only()
  }

  /// Every picture of a file's bytes: PDF and TIFF have pages.
  static func pages(_ bytes: [UInt8], _ name: FileName) throws -> Pages {
    do {
      return Pages(name: name.description, pages: try PicturePages(bytes))
    } catch {
      throw failure(error, name.description)
    }
  }

  /// The pictures of a file, one after the other.
  struct Pages {
    fileprivate let name: String
    fileprivate var pages: PicturePages

    /// The next one; nil when there are no more.
    mutating func next() throws -> PicturePage? {
      do {
        return try pages.next()
      } catch {
        throw failure(error, name)
      }
    }

    /// The only one: where pages have no place, none is passed over in silence.
    fileprivate mutating func only() throws -> LumaImage {
      guard let first = try next(), first.number == nil else {
        throw CommandFailure(
          "\(name): it has several pages", hint: "save the page with the code as a picture", .data)
      }
      return first.image
    }
  }

  private static func failure(_ error: PictureError, _ name: String) -> CommandFailure {
    switch error {
    case .empty:
      CommandFailure("\(name): the file is empty", hint: "take the picture again", .data)
    case .unknownFormat:
      CommandFailure(
        "\(name): not a PNG, JPEG, PNM, WebP, HEIC, AVIF, GIF, TIFF, BMP or PDF file",
        hint: "save it as PNG or JPEG", .data)
    case .unsupported(let format, let detail):
      CommandFailure(
        "\(name): a \(format.rawValue) of an uncommon kind: \(detail)",
        hint: "save it as a plain PNG", .data)
    case .malformed(let format, let detail):
      CommandFailure(
        "\(name): the \(format.rawValue) is damaged: \(detail)", hint: "send or take it again",
        .data)
    case .tooLarge(_, let width, let height):
      CommandFailure(
        "\(name): \(width) x \(height) pixels, more than \(PictureLimits.pixels >> 20) million",
        hint: "make the picture smaller", .data)
    case .fileTooLarge:
      CommandFailure(
        "\(name): larger than \(PictureLimits.fileBytes >> 20) MiB",
        hint: "make the picture smaller", .data)
    case .tooManyPages:
      CommandFailure(
        "\(name): more than \(PictureLimits.pages) pages; the rest was not read",
        hint: "split the file", .data)
    case .toolMissing(let format, let package):
      CommandFailure(
        "\(name): a \(format.rawValue) file, which needs a program that is not installed",
        hint: "apt-get install \(package), or save it as PNG or JPEG", .unavailable)
    case .toolFailed(let format, let tool, let detail):
      CommandFailure(
        "\(name): the \(format.rawValue) could not be read: \(tool) said '\(detail)'",
        hint: "send or take it again, as PNG or JPEG if that can be", .data)
    case .tooSlow(let format, let tool):
      CommandFailure(
        "\(name): the \(format.rawValue) could not be read: \(tool) took too long and was stopped",
        hint: "save it as PNG or JPEG", .data)
    }
  }
}
