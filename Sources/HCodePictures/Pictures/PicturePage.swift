import HCodeBase

import HCodeSystem

/// One picture of a file.
package struct PicturePage: Equatable, Sendable {
  /// The picture.
  package let image: LumaImage
  /// Counted from 1; nil when the file has only this one, and for the first picture of a JPEG file.
  package let number: Int?
  /// Whether it stands after the picture that programs show.
  package var isFurther = false
}
