/// What is done to a picture before an engine sees it.
enum Treatment: Hashable, Sendable {
  /// Nothing.
  case none
  /// Black and white by the mean of the neighbourhood, so many hundredths of the longer side wide: for
  /// low contrast and uneven light.
  case thresholded(percent: Int)
  /// Black and white by the mean of a fourth of the picture: for bright spots.
  case wide
  /// Black and white at the very mean of a smoothed picture, for codes of a few levels' contrast.
  case faint
  /// For noise.
  case smoothed
  /// For blur: noise out, then edges raised.
  case sharpened

  var name: String {
    switch self {
    case .none: ""
    case .thresholded(let percent): "threshold \(percent) %"
    case .wide: "wide"
    case .faint: "faint"
    case .smoothed: "smoothed"
    case .sharpened: "sharpened"
    }
  }

  func applied(to image: LumaImage) -> LumaImage {
    switch self {
    case .none: image
    case .thresholded(let percent):
      image.thresholded(side: max(11, image.longerSide * percent / 100 | 1))
    case .wide: image.thresholded(side: max(11, image.longerSide / 4 | 1), margin: 10)
    case .faint:
      image.smoothed().thresholded(side: max(21, image.longerSide / 12 | 1), margin: 1)
    case .smoothed: image.smoothed()
    case .sharpened: image.smoothed().sharpened(strength: 4)
    }
  }
}
