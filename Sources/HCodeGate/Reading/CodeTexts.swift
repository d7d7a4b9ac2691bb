import HCodeCore
import HCodeFormats
import HCodePictures
package import HCodeSystem

/// The texts of codes, wherever they are: in a picture, in a file, in the argument itself.
package enum CodeTexts {
  /// A text that begins as a code does is a text; anything else names a file, which holds a picture or a text.
  package static func read(_ input: FileName) throws -> [[UInt8]] {
    let texts = try found(input)
    // A secret key begins as a code does, but for small letters.
    guard !texts.contains(where: { SecretKeyFile.isSecretKeyFile(in: $0) }) else {
      throw PictureFileError.secretKey.in(input)
    }
    return texts
  }

  private static func found(_ input: FileName) throws -> [[UInt8]] {
    if !input.isStandardStream, RecognisedText(input.bytes) != .unknown {
      return [ScannerLine.cleaned(input.bytes)]
    }
    let bytes = try FileReading.bytes(of: input, limit: PictureLimits.fileBytes)
    if PictureReader.format(of: bytes) != nil {
      var pages = try Picture.pages(bytes, input)
      var texts: [[UInt8]] = []
      while let page = try pages.next() { texts += QRScanner.texts(in: page.image) }
      return texts
    }
    let text = ScannerLine.cleaned(bytes)
    guard RecognisedText(text) != .unknown else {
      throw PictureFileError.neitherPictureNorText.in(input)
    }
    return [text]
  }
}
