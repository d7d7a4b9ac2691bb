import HCodeCore

/// Picture files, with errors that say what to do.
enum Picture {
  static func read(_ name: FileName) throws -> LumaImage {
    let bytes = try FileReading.bytes(of: name, limit: PictureLimits.fileBytes)
    return try decode(bytes, name)
  }

  static func decode(_ bytes: [UInt8], _ name: FileName) throws -> LumaImage {
    do {
      return try PictureReader.read(bytes)
    } catch {
      let name = name.description
      switch error {
      case .empty:
        throw CommandFailure("\(name): the file is empty", hint: "take the picture again", .data)
      case .unknownFormat:
        throw CommandFailure(
          "\(name): not a PNG, JPEG or PNM picture", hint: "save it as PNG or JPEG", .data)
      case .unsupported(let format, let detail):
        throw CommandFailure(
          "\(name): a \(format.rawValue) of an uncommon kind: \(detail)",
          hint: "save it as a plain PNG", .data)
      case .malformed(let format, let detail):
        throw CommandFailure(
          "\(name): the \(format.rawValue) is damaged: \(detail)", hint: "send or take it again",
          .data)
      case .tooLarge(_, let width, let height):
        throw CommandFailure(
          "\(name): \(width) x \(height) pixels, more than \(PictureLimits.pixels >> 20) million",
          hint: "make the picture smaller", .data)
      case .fileTooLarge:
        throw CommandFailure(
          "\(name): larger than \(PictureLimits.fileBytes >> 20) MiB",
          hint: "make the picture smaller", .data)
      }
    }
  }
}
