import HCodeCore
import HCodeFormats
import HCodePictures
package import HCodeSystem

/// The texts of codes, wherever they are: in a picture, in a file, in the argument itself.
package enum CodeTexts {
  /// A text that begins as a code does is a text; anything else names a file, which holds a picture or a text.
  package static func read(_ input: FileName) throws -> FoundTexts {
    let found = try look(input)
    // A secret key begins as a code does, but for small letters.
    guard !found.texts.contains(where: { SecretKeyFile.isSecretKeyFile(in: $0.text) }) else {
      throw PictureFileError.secretKey.in(input)
    }
    return found
  }

  private static func look(_ input: FileName) throws -> FoundTexts {
    if !input.isStandardStream, let typed = typed(input.bytes) { return typed }
    let bytes = try FileReading.bytes(of: input, limit: PictureLimits.fileBytes)
    if PictureReader.format(of: bytes) != nil {
      return try PictureTexts.read(bytes, input, PictureSearch())
    }
    guard let typed = typed(bytes) else {
      throw PictureFileError.neitherPictureNorText.in(input)
    }
    return typed
  }

  /// The texts in what somebody typed or pasted; nil where none is of a known kind.
  private static func typed(_ bytes: [UInt8]) -> FoundTexts? {
    let texts = TypedText().texts(of: bytes)
    guard texts.contains(where: { RecognisedText($0.text) != .unknown }) else { return nil }
    return FoundTexts(texts: texts.map { FoundText(text: $0.text, isTyped: true) })
  }

  /// The text of the only code. Throws where there are none or several, and where nobody knows how many.
  package static func only(_ input: FileName) throws -> [UInt8] {
    let found = try read(input)
    guard found.doubt == nil else { throw PictureFileError.notSearchedToTheEnd.in(input) }
    return try found.only(in: input).text
  }
}

extension FoundTexts {
  /// The text of the only code that was found.
  package func only(in input: FileName) throws -> FoundText {
    guard let found = texts.first, texts.count == 1 else {
      throw PictureFileError.notOneCode(count: texts.count).in(input)
    }
    return found
  }
}
