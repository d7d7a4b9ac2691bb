/// A place in a picture.
struct PixelPoint: Equatable, Sendable {
  let x: Int
  let y: Int
}
