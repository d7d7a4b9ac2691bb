@testable import HCodeBase
import Foundation
@testable import HCodePaper
@testable import HCodePictures
@testable import HCodeSystem
import Testing

/// What errors say where their words become part of a detail: a sentence, and nothing that only a reader of the sources knows.
struct ErrorDescriptionTests {
  private static let all: [any Error & CustomStringConvertible] =
    [
      CBORError.truncated(offset: 3), CBORError.notWellFormed(offset: 3),
      CBORError.invalidUTF8(offset: 3), CBORError.tooDeep(offset: 3), CBORError.tooMany(offset: 3),
      CBORError.trailingBytes(offset: 3), CBORError.duplicateKey(offset: 3),
      CBORError.tooExpensive(offset: 3),
      Base45.DecodingError.notInAlphabet(offset: 3),
      Base45.DecodingError.leftoverCharacter(offset: 3),
      Base45.DecodingError.groupTooLarge(offset: 3),
      Base32.DecodingError.illegalCharacter(offset: 3), Base32.DecodingError.illegalEnd,
      JSONValue.ReadingError.malformed(offset: 3), JSONValue.ReadingError.duplicateName(offset: 3),
      JSONValue.ReadingError.tooDeep(offset: 3), JSONValue.ReadingError.tooExpensive(offset: 3),
    ] as [any Error & CustomStringConvertible]
    + [
      Zlib.InflateError.malformed, Zlib.InflateError.tooLarge, Zlib.InflateError.trailingBytes,
      Zlib.InflateError.outOfMemory, ZIPFile.ReadingError.malformed,
      ZIPFile.ReadingError.unsupported, ZIPFile.ReadingError.damaged, ZIPFile.ReadingError.tooLarge,
      QREncoderError.empty, QREncoderError.outsideAlphabet(position: 3),
      QREncoderError.tooLong(count: 5000, maximum: 4296), QREncoderError.refused,
      QREncoderError.libraryMissing(package: "libqrencode4"),
      QRPictureError.moduleSize(0), QRPictureError.quietZone(-1), QRPictureError.tooLarge,
      PNGWritingError.size(width: 0, height: 3), PNGWritingError.rows(expected: 3, actual: 4),
      PNGWritingError.compressor,
    ] as [any Error & CustomStringConvertible]
    + [
      PictureError.empty, PictureError.unknownFormat,
      PictureError.unsupported(format: .jpeg, detail: "arithmetic coding"),
      PictureError.malformed(format: .png, detail: "no end"),
      PictureError.tooLarge(format: .png, width: 3, height: 4), PictureError.fileTooLarge,
      PictureError.tooManyPages(format: .pdf),
      PictureError.toolMissing(format: .webP, package: "webp"),
      PictureError.notConfinable(format: .gif, lack: .landlock),
      PictureError.toolFailed(format: .gif, tool: "giftopnm", detail: "no frame"),
      PictureError.locked(isPasswordGiven: false), PictureError.tooExpensive(format: .tiff),
      PaperError.moduleTooSmall(millimetres: 0.1, least: 0.3),
      PaperError.tooFewDots(dots: 1, least: 2),
      PaperError.librariesMissing(package: "pango"), PaperError.drawing(detail: "no font"),
      PaperError.nothing, ExternalProgramError.toolMissing(package: "webp"),
      ExternalProgramError.failed(detail: "no frame", status: 1),
      ExternalProgramError.notConfinable(.seccomp), ExternalProgramError.timedOut,
      ExternalProgramError.tooMuchOutput, FileError.badName, FileError.notAFile, FileError.exists,
      FileError.existsForGood,
      FileError.isInput, FileError.isFolder, FileError.notReadable(13), FileError.notWritten(28),
      FileError.notSynced(5), FileError.tooLarge(limit: 9), FileError.secretTooLarge,
      FileError.empty, FileError.noLockedMemory,
    ] as [any Error & CustomStringConvertible]

  @Test func `no error says a name of the sources, and each says something`() throws {
    let spelling = try NSRegularExpression(pattern: "[a-z][A-Z]|[a-z]\\(|: \\d+\\)|Optional")
    for error in Self.all {
      let text = "\(error)".replacingOccurrences(of: "WebP", with: "")
      let isOdd =
        spelling.firstMatch(in: text, range: NSRange(text.startIndex..., in: text)) != nil
      #expect(!isOdd, "\(text)")
      #expect(text.contains(" "), "\(text)")
    }
  }
}
