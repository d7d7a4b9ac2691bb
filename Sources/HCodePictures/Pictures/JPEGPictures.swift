/// The multi-picture format (CIPA DC-007): further JPEG pictures after the first, and a list of them in an application segment.
///
/// Panoramas, pictures for two eyes and from many angles are pictures for people. Previews are the picture once more, and what
/// phones add without naming its kind are depth and gain maps.
enum JPEGPictures {
  /// Whether the list names a picture for people after the first.
  static func areSeveral(in file: [UInt8]) -> Bool {
    let list = JPEGSegments(file).first {
      $0.marker == 0xE2 && $0.data.starts(with: identifier)
    }
    guard let list, let tiff = TIFFReader(list.data.dropFirst(identifier.count)),
      let entries = tiff.field(0xB002), let first = tiff.number(at: entries.place, length: 4)
    else { return false }
    // Sixteen bytes each, the first four of which say what kind it is. The list lies in one segment.
    return stride(from: 16, to: min(entries.count, 1 << 16), by: 16).contains { offset in
      tiff.number(at: first + offset, length: 4).map { $0 >> 16 & 0xFF == 2 } ?? false
    }
  }

  private static let identifier = Array("MPF\0".utf8)
}
