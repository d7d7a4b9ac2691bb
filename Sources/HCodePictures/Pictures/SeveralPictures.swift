/// Whether a file holds pictures that are not read: a sequence, the other pictures of a collection.
enum SeveralPictures {
  static func areUnseen(in file: [UInt8], _ format: PictureFormat) -> Bool {
    format == .heif && HEIFPictures.areSeveral(in: file)
  }
}
