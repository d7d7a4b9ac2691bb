/// How large a picture from a stranger may be. Checked against the header before memory is taken.
public enum PictureLimits {
  /// Pixels: a 64-megapixel photo is the largest that phones on the market save.
  public static let pixels = 64 << 20
  /// Bytes of a picture file.
  public static let fileBytes = 64 << 20
}
