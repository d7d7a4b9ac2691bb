import HCodeBase
import HCodeFormats
import HCodePictures
package import HCodeSystem

/// What is written in the codes of a picture file, not judged yet. Several threads may do this at once.
package enum PictureTexts {
  /// Reads a picture file and every code in it, on all of its pages.
  package static func read(_ name: FileName, _ search: PictureSearch) throws -> FoundTexts {
    try read(FileReading.bytes(of: name, limit: PictureLimits.fileBytes), name, search)
  }

  /// Every code in the picture whose bytes these are; or the file itself, if it is a certificate in JSON that its holder keeps.
  package static func read(
    _ bytes: consuming [UInt8], _ name: FileName, _ search: PictureSearch
  ) throws -> FoundTexts {
    if bytes.first == UInt8(ascii: "{") {
      switch RecognisedText(copy bytes) {
      case .foreign, .tooLong: return FoundTexts(texts: [FoundText(text: bytes)])
      default: break
      }
    }
    return try texts(in: Picture.pages(bytes, name, password: search.pdfPassword), name, search)
  }

  /// A picture that is damaged and shows no code is an error and not a picture without one. One that is too expensive to read
  /// is neither, and what was found until then counts.
  private static func texts(
    in file: consuming Picture.Pages, _ name: FileName, _ search: PictureSearch
  ) throws -> FoundTexts {
    var pages = file
    var found = FoundTexts()
    var isDamaged = false
    while let page = try nextPage(of: &pages, &found) {
      // Converting, reading and searching all pages of a file take from one budget.
      guard pages.budget.allowsMore() else {
        found.isTooExpensive = true
        break
      }
      let result = search.result(in: page.image, within: pages.budget)
      // The further picture of a JPEG file is mostly a map of the first, and shows its codes once more.
      let known = page.isFurther ? found.texts.map(\.text) : []
      for var code in result.texts where !known.contains(code.text) {
        code.page = page.number
        found.texts.append(code)
      }
      found.isComplete = found.isComplete && result.isComplete
      found.otherSymbol = found.otherSymbol ?? result.otherSymbol
      isDamaged = isDamaged || page.image.isIncomplete
    }
    if pages.hasUnseenPictures, !search.acceptsIncomplete {
      (found.isComplete, found.hasUnseen) = (false, true)
    }
    if found.texts.isEmpty, isDamaged, !found.isTooExpensive {
      throw PictureFileError.noCodeInWhatIsThere.in(name)
    }
    return found
  }

  private static func nextPage(
    of pages: inout Picture.Pages, _ found: inout FoundTexts
  ) throws -> PicturePage? {
    do {
      return try pages.next()
    } catch let error as InFile<PictureError> where error.failure.isTooExpensive {
      found.isTooExpensive = true
      return nil
    }
  }
}
