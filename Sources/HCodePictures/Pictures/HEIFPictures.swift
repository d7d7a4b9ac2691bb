import HCodeBase

/// What a HEIF file holds (ISO/IEC 14496-12 and 23008-12): pictures in items, of which one is the primary, and perhaps a sequence.
enum HEIFPictures {
  /// The names of an opacity (ISO/IEC 23008-12 §6.9.5.3 and B.3.3; ISO/IEC 23091-2), which the program that converts the picture leaves out.
  private static let opacities = ["auxid:1\0", "auxiliary:alpha\0"].map { Array($0.utf8) }

  /// Whether the file was cut, or there is a sequence, an opacity, or a picture for people beside the primary one: not hidden, no thumbnail or auxiliary
  /// picture, and no part that another one is put together of.
  static func areSeveral(in file: [UInt8]) -> Bool {
    let boxes = Boxes(file[...])
    if boxes.contains(where: { $0.type == "moov" }) || !boxes.areWhole { return true }
    guard let meta = boxes.first(where: { $0.type == "meta" }) else { return false }
    if opacities.contains(where: { meta.data.range(of: $0) != nil }) { return true }
    // Version and flags come first.
    let inside = Array(Boxes(meta.data.dropFirst(4)))
    func data(_ type: String) -> ArraySlice<UInt8>? { inside.first { $0.type == type }?.data }
    guard let list = data("iinf") else { return false }
    let shown = pictures(list)
    let lesser = data("iref").map(referenced) ?? []
    let primary = data("pitm").map { number($0.dropFirst(4).prefix($0.first == 0 ? 2 : 4)) }
    return shown.contains { $0 != primary && !lesser.contains($0) }
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> Int {
    bytes.prefix(4).reduce(0) { $0 << 8 | Int($1) }
  }

  /// The items that are pictures and not hidden.
  private static func pictures(_ list: ArraySlice<UInt8>) -> [Int] {
    // The count has two bytes in version 0 and four in version 1.
    Boxes(list.dropFirst(list.first == 0 ? 6 : 8)).compactMap { entry in
      guard entry.type == "infe", entry.data.count >= 12 else { return nil }
      let version = entry.data[entry.data.startIndex]
      let isHidden = entry.data[entry.data.startIndex + 3] & 1 != 0
      let idBytes = version < 3 ? 2 : 4
      let type = entry.data.dropFirst(4 + idBytes + 2).prefix(4)
      guard version >= 2, !isHidden, types.contains(where: { $0.elementsEqual(type) }) else {
        return nil
      }
      return number(entry.data.dropFirst(4).prefix(idBytes))
    }
  }

  private static let types = [
    "hvc1", "av01", "avc1", "jpeg", "j2k1", "vvc1", "grid", "iovl", "iden",
  ]
  .map { Array($0.utf8) }

  /// The items that are thumbnails and auxiliary pictures of others, and those that others are put together of.
  private static func referenced(_ list: ArraySlice<UInt8>) -> [Int] {
    let idBytes = list.first == 0 ? 2 : 4
    return Boxes(list.dropFirst(4)).flatMap { reference -> [Int] in
      let from = number(reference.data.prefix(idBytes))
      switch reference.type {
      case "thmb", "auxl": return [from]
      case "dimg":
        let targets = reference.data.dropFirst(idBytes + 2)
        return stride(from: 0, to: targets.count - targets.count % idBytes, by: idBytes).map {
          number(targets.dropFirst($0).prefix(idBytes))
        }
      default: return []
      }
    }
  }

  /// The boxes that follow one another.
  private struct Boxes: Sequence, IteratorProtocol {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

    /// Whether nothing but boxes is there: a file that was cut ends inside of one.
    var areWhole: Bool {
      var boxes = self
      while boxes.next() != nil {}
      return boxes.rest.isEmpty
    }

    mutating func next() -> (type: String, data: ArraySlice<UInt8>)? {
      guard rest.count >= 8 else { return nil }
      let type = String(decoding: rest.dropFirst(4).prefix(4), as: UTF8.self)
      var length = number(rest.prefix(4))
      var header = 8
      if length == 1 {
        // Of the long length a file of this size needs the lower half only.
        guard rest.count >= 16 else { return nil }
        length = number(rest.dropFirst(12).prefix(4))
        header = 16
      } else if length == 0 {
        length = rest.count
      }
      guard length >= header, length <= rest.count else { return nil }
      let data = rest.prefix(length).dropFirst(header)
      rest = rest.dropFirst(length)
      return (type, data)
    }
  }
}
