/// Brightness of a colour as ITU-R BT.601 weighs it, the weights that JPEG uses too.
enum Luma {
  /// The brightness, in the unit of the arguments, which are at most 65,535.
  static func of(red: Int, green: Int, blue: Int) -> Int {
    (299 * red + 587 * green + 114 * blue + 500) / 1000
  }
}
