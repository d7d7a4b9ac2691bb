@testable import HCodePictures
import Testing

@Test func `a picture whose size does not match its pixels is not made`() {
  #expect(LumaImage(width: 2, height: 2, pixels: [0, 0, 0]) == nil)
  #expect(LumaImage(width: .max, height: 2, pixels: []) == nil)
  #expect(LumaImage(width: 0, height: 0, pixels: []) == nil)
}
