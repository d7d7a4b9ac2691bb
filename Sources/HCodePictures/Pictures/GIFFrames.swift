/// The frames of a GIF file (GIF89a), without their pixels.
struct GIFFrames {
  /// The size of the picture.
  let width: Int
  let height: Int
  /// Where each frame lies.
  let placements: [AnimationCanvas.Placement]
  /// Whether a frame has transparent pixels.
  let isTransparent: Bool
  /// Where flags make a colour transparent that the frame's table does not have. giftopnm refuses such a file; viewers show the frame
  /// opaque.
  let impossible: [Int]

  /// The place after the file's own end; nil where it has none.
  let end: Int?

  /// Whether the file has its end.
  var isWhole: Bool { end != nil }

  /// Nil where the file does not say. Bytes between the blocks are passed over, as giftopnm does.
  init?(_ file: [UInt8]) {
    func number(_ place: Int) -> Int { Int(file[place]) | Int(file[place + 1]) << 8 }
    guard file.count > 13 else { return nil }
    (width, height) = (number(6), number(8))
    var place = 13 + Self.colours(file[10])
    var placements: [AnimationCanvas.Placement] = []
    var next = AnimationCanvas.Placement()
    var isTransparent = false
    var impossible: [Int] = []
    var flagged: (place: Int, colour: Int)?
    let common = Self.colours(file[10]) / 3
    while placements.count <= PictureLimits.pages, place < file.count, file[place] != 0x3B {
      guard file[place] == 0x21 || file[place] == 0x2C else {
        place += 1
        continue
      }
      guard place + 10 < file.count else { break }
      guard file[place] == 0x2C else {
        if file[place + 1] == 0xF9, file[place + 2] == 4 {
          flagged = file[place + 3] & 1 != 0 ? (place + 3, Int(file[place + 6])) : nil
          next.disposal =
            switch file[place + 3] >> 2 & 7 {
            case 2: .clear
            case 3: .restore
            default: .keep
            }
        }
        place = Self.endOfBlocks(file, place + 2)
        continue
      }
      (next.left, next.top) = (number(place + 1), number(place + 3))
      (next.width, next.height) = (number(place + 5), number(place + 7))
      placements.append(next)
      if let flag = flagged {
        let own = Self.colours(file[place + 9]) / 3
        if flag.colour < (own > 0 ? own : common) {
          isTransparent = true
        } else {
          impossible.append(flag.place)
        }
        flagged = nil
      }
      next = AnimationCanvas.Placement()
      place = Self.endOfBlocks(file, place + 11 + Self.colours(file[place + 9]))
    }
    self.placements = placements
    end = place < file.count && file[place] == 0x3B ? place + 1 : nil
    self.isTransparent = isTransparent
    self.impossible = impossible
  }

  /// Whether a viewer shows each frame as it is stored.
  var areWhole: Bool {
    !isTransparent
      && placements.allSatisfy {
        ($0.left, $0.top, $0.width, $0.height) == (0, 0, width, height)
      }
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
