import HCodeCore

/// What is written in a picture's codes, not judged yet. Several threads may do this at once.
enum PictureTexts {
  /// Reads a picture file and every code in it.
  static func read(_ name: FileName) throws -> [[UInt8]] {
    try texts(in: Picture.read(name), name)
  }

  /// The texts of a picture that was read. One that is damaged and shows no code is an error and not a picture without one.
  static func texts(in picture: LumaImage, _ name: FileName) throws -> [[UInt8]] {
    let texts = QRScanner.texts(in: picture)
    if texts.isEmpty, picture.isIncomplete {
      throw CommandFailure(
        "\(name.description): the picture is damaged or ends early, and no code is in the part that is there",
        hint: "send or take it again", .data)
    }
    return texts
  }
}
