/// Why the bytes of a file are not a picture that can be read.
public enum PictureError: Error, Equatable, Sendable {
  /// The file holds no bytes at all.
  case empty
  /// The first bytes belong to no picture format that is read here.
  case unknownFormat
  /// A known format in a form that is not read, for example an arithmetic-coded JPEG.
  case unsupported(format: PictureFormat, detail: String)
  /// The bytes break the format's rules or end before the first pixel; `detail` is the decoder's own word.
  case malformed(format: PictureFormat, detail: String)
  /// More pixels than `PictureLimits.pixels`; nothing was allocated.
  case tooLarge(format: PictureFormat, width: Int, height: Int)
  /// More bytes than `PictureLimits.fileBytes`.
  case fileTooLarge
}

/// The picture formats that are read in process, told apart by their first bytes, never by a file's name.
public enum PictureFormat: String, Sendable, CaseIterable {
  case png = "PNG"
  case jpeg = "JPEG"
  case pnm = "PNM"
}
