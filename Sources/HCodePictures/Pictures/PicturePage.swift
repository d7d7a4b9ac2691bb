import HCodeBase

import HCodeSystem

/// One picture of a file.
package struct PicturePage: Equatable, Sendable {
  /// The picture.
  package let image: LumaImage
  /// Counted from 1; nil when the file has only this one.
  package let number: Int?
}
