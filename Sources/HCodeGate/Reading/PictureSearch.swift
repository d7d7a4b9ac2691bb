package import HCodeBase
package import HCodePictures
import HCodeSystem

/// The search of pictures, each with a time budget of its own.
package struct PictureSearch: Sendable {
  package var isThorough = false
  /// Whether the pictures are frames of a camera.
  package var isOfFrames = false
  /// Milliseconds; nil for as long as it takes.
  package var budget: Int?
  /// What is not searched to the end passes for searched.
  package var acceptsIncomplete = false
  /// What opens a PDF.
  package var pdfPassword: String?

  package init(isThorough: Bool = false, budget: Int? = nil, acceptsIncomplete: Bool = false) {
    self.isThorough = isThorough
    self.budget = budget
    self.acceptsIncomplete = acceptsIncomplete
  }

  /// What is in one picture; `file` is what is left for all pictures of its file.
  package func result(
    in image: LumaImage, within file: CPUBudget = CPUBudget()
  ) -> FoundTexts {
    var found = FoundTexts(QRScanner.search(image, options: options(file)))
    // What is missing of a damaged picture, nobody has looked at.
    if image.isIncomplete, !found.texts.isEmpty { found.isComplete = false }
    if acceptsIncomplete { found.isComplete = true }
    return found
  }

  /// What a few attempts read in a frame that shows what the one before showed.
  package func glance(at image: LumaImage) -> [FoundText] {
    FoundTexts(QRScanner.search(image, options: QRSearchOptions(isGlance: true))).texts
  }

  /// For one picture: the budget's time runs from here.
  private func options(_ file: CPUBudget) -> QRSearchOptions {
    guard let budget else {
      return QRSearchOptions(isThorough: isThorough, isOfFrames: isOfFrames, budget: file)
    }
    let start = MonotonicTime.now
    return QRSearchOptions(isThorough: isThorough, isOfFrames: isOfFrames, budget: file) {
      MonotonicTime.now.since(start) >= budget
    }
  }
}
