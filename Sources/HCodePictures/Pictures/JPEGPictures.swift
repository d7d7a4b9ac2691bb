/// The multi-picture format (CIPA DC-007): further JPEG pictures after the first, and a list of them in an application segment.
///
/// Cameras store panoramas and pictures for two eyes so, phones a map of depths or of lights beside the picture. A map looks like
/// the picture; so nothing is asked about kinds, and whatever stands there is read.
enum JPEGPictures {
  /// Where the pictures after the first are in the file. What the list names and is not there, programs dropped that kept the list.
  static func further(in file: [UInt8]) -> [Range<Int>] {
    let list = JPEGSegments(file).first {
      $0.marker == 0xE2 && $0.data.starts(with: identifier)
    }
    guard let list else { return [] }
    let start = list.data.startIndex + identifier.count
    guard let tiff = TIFFReader(list.data.dropFirst(identifier.count)),
      let entries = tiff.field(0xB002),
      let first = tiff.number(at: entries.place, length: 4)
    else { return [] }
    // Sixteen bytes each: kind, size, offset, others that it belongs to. The list lies in one segment.
    var found: [Range<Int>] = []
    for entry in stride(from: first + 16, to: first + min(entries.count, 1 << 16), by: 16) {
      guard let size = tiff.number(at: entry + 4, length: 4),
        let offset = tiff.number(at: entry + 8, length: 4)
      else { return found }
      guard start + offset < file.count else { continue }
      let range = (start + offset)..<min(start + offset + size, file.count)
      // One after the other, or a picture could be named a thousand times. One that says it reaches into the next ends there.
      guard range.lowerBound > (found.last?.lowerBound ?? 0),
        file[range].starts(with: [0xFF, 0xD8, 0xFF])
      else { continue }
      if let last = found.popLast() {
        found.append(last.lowerBound..<min(last.upperBound, range.lowerBound))
      }
      found.append(range)
    }
    return found
  }

  private static let identifier = Array("MPF\0".utf8)
}
