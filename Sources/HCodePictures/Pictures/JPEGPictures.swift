/// The multi-picture format (CIPA DC-007): further JPEG pictures after the first, and a list of them in an application segment.
///
/// Cameras store panoramas and pictures for two eyes so, phones a map of depths or of lights beside the picture. A map looks like
/// the picture; so nothing is asked about kinds, and whatever stands there is read. So is a picture that begins where one ends, which no list
/// names: two files that were written one after the other.
enum JPEGPictures {
  /// Where the pictures after the first are in the file. What the list names and is not there, programs dropped that kept the list.
  static func further(in file: [UInt8]) -> [Range<Int>] {
    let places = Set(listed(in: file) + following(in: file)).sorted()
    return places.map { $0..<file.count }
  }

  private static func following(in file: [UInt8]) -> [Int] {
    var places: [Int] = []
    var frame = JPEGFrame(at: 0, limit: file.count)
    while let next = end(of: &frame, in: file), SeveralPictures.isPicture(file[next...]) {
      places.append(next)
      frame = JPEGFrame(at: next, limit: file.count)
    }
    return places
  }

  /// Where another picture may begin: one may be cut short where the next begins.
  private static func end(of frame: inout JPEGFrame, in file: [UInt8]) -> Int? {
    switch frame.end(in: file) {
    case .unknown: nil
    case .at(let place), .damaged(resumeAt: let place): min(place, file.count)
    }
  }

  private static func listed(in file: [UInt8]) -> [Int] {
    let list = JPEGSegments(file).first {
      $0.marker == 0xE2 && $0.data.starts(with: identifier)
    }
    guard let list else { return [] }
    let start = list.data.startIndex + identifier.count
    guard let tiff = TIFFReader(list.data.dropFirst(identifier.count)),
      let entries = tiff.field(0xB002),
      let first = tiff.number(at: entries.place, length: 4)
    else { return [] }
    // Sixteen bytes each: kind, size, offset, others that it belongs to. The list lies in one segment. Of a stranger's list only the places
    // count: a picture ends where it ends, whatever its size is said to be and whatever is said to begin in it.
    var places: [Int] = []
    for entry in stride(from: first + 16, to: first + min(entries.count, 1 << 16), by: 16) {
      guard let offset = tiff.number(at: entry + 8, length: 4) else { break }
      let place = start + offset
      guard offset > 0, place < file.count, file[place...].starts(with: [0xFF, 0xD8, 0xFF]) else {
        continue
      }
      places.append(place)
    }
    return places
  }

  private static let identifier = Array("MPF\0".utf8)
}
