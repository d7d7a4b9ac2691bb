package import HCodePictures
import HCodeSystem

/// The search of pictures, each with a time budget of its own.
package struct PictureSearch: Sendable {
  package var isThorough = false
  /// Milliseconds; nil for as long as it takes.
  package var budget: Int?

  package init(isThorough: Bool = false, budget: Int? = nil) {
    self.isThorough = isThorough
    self.budget = budget
  }

  /// For one picture: the budget's time runs from here.
  package func options() -> QRSearchOptions {
    guard let budget else { return QRSearchOptions(isThorough: isThorough) }
    let start = MonotonicTime.now
    return QRSearchOptions(isThorough: isThorough) { MonotonicTime.now.since(start) >= budget }
  }
}
