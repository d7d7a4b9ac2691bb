/// The frames of a GIF file (GIF89a).
enum GIFFrames {
  /// Whether a frame after the first shows only what differs from the one before: smaller than the screen, or with transparent
  /// pixels. What a viewer shows then is in no frame alone.
  static func areDifferences(in file: [UInt8]) -> Bool {
    func number(_ place: Int) -> Int { Int(file[place]) | Int(file[place + 1]) << 8 }
    guard file.count > 13 else { return false }
    let screen = (number(6), number(8))
    var place = 13 + colours(file[10])
    var frames = 0
    var isTransparent = false
    while place + 10 < file.count {
      switch file[place] {
      case 0x21:
        if file[place + 1] == 0xF9, file[place + 2] == 4 {
          isTransparent = file[place + 3] & 1 != 0
        }
        place = endOfBlocks(file, place + 2)
      case 0x2C:
        let box = (number(place + 1), number(place + 3), number(place + 5), number(place + 7))
        if frames > 0, isTransparent || box != (0, 0, screen.0, screen.1) { return true }
        frames += 1
        isTransparent = false
        place = endOfBlocks(file, place + 11 + colours(file[place + 9]))
      default: return false
      }
    }
    return false
  }

  /// Bytes of the colour table that a byte of flags announces.
  private static func colours(_ flags: UInt8) -> Int {
    flags & 0x80 == 0 ? 0 : 3 << (Int(flags & 7) + 1)
  }

  /// The place after the empty block that ends a row of blocks.
  private static func endOfBlocks(_ file: [UInt8], _ start: Int) -> Int {
    var place = start
    while place < file.count, file[place] != 0 { place += 1 + Int(file[place]) }
    return place + 1
  }
}
