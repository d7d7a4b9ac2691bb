@testable import HCodePictures
import Testing

struct AnimationCanvasTests {
  private func frame(_ values: [UInt8], opacity: [UInt8]? = nil) throws -> LayeredImage {
    let image = try #require(LumaImage(width: values.count, height: 1, pixels: values))
    guard let opacity else { return LayeredImage(onWhite: image) }
    let mask = try #require(LumaImage(width: values.count, height: 1, pixels: opacity))
    return try #require(LayeredImage(image, opacity: mask))
  }

  private func place(
    _ left: Int, _ width: Int, _ disposal: AnimationCanvas.Disposal = .keep, isBlended: Bool = true
  )
    -> AnimationCanvas.Placement
  {
    AnimationCanvas.Placement(
      left: left, top: 0, width: width, height: 1, isBlended: isBlended, disposal: disposal)
  }

  @Test func `a transparent picture has a ground of either kind`() throws {
    let layered = try frame([0, 255, 100], opacity: [255, 0, 51])
    #expect(layered.onWhite.pixels == [0, 255, 224])
    #expect(layered.onBlack?.pixels == [0, 0, 20])
    #expect(try frame([1, 2], opacity: [255, 255]).onBlack == nil)
  }

  @Test func `a frame lies over what was there, and goes as it says`() throws {
    var canvas = try #require(AnimationCanvas(width: 3, height: 1, format: .gif))
    func shown(_ values: [UInt8], _ opacity: [UInt8]?, _ placement: AnimationCanvas.Placement)
      throws -> [UInt8]
    {
      let image = canvas.show(try frame(values, opacity: opacity), placement)
      return try #require(image).onWhite.pixels
    }
    #expect(try shown([10, 20, 30], nil, place(0, 3)) == [10, 20, 30])
    #expect(try shown([99, 0], [255, 0], place(1, 2, .restore)) == [10, 99, 30])
    #expect(try shown([77], nil, place(0, 1, .clear)) == [77, 20, 30])
    #expect(try shown([5], nil, place(2, 1)) == [255, 20, 5])
    #expect(try shown([0], [0], place(1, 1, isBlended: false)) == [255, 255, 5])
  }

  @Test func `a frame outside the picture is none`() throws {
    var canvas = try #require(AnimationCanvas(width: 2, height: 1, format: .png))
    for placement in [place(1, 2), place(-1, 2), place(0, 1)] {
      let image = canvas.show(try frame([1, 2]), placement)
      #expect(image == nil)
    }
    #expect(AnimationCanvas(width: 1 << 20, height: 1 << 20, format: .png) == nil)
  }

  @Test func `damaged animations end in an answer`() {
    let gif =
      Array("GIF89a".utf8) + [
        2, 0, 2, 0, 0x80, 0, 0, 1, 2, 3, 4, 5, 6, 0x21, 0xF9, 4, 9, 0, 0, 0, 0,
      ]
      + [0x2C, 0, 0, 0, 0, 2, 0, 2, 0, 0, 2, 2, 0x4C, 1, 0, 0x3B]
    let webP =
      Array("RIFF....WEBPVP8X".utf8) + [10, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 1, 0, 0]
      + Array("ANMF".utf8) + [24, 0, 0, 0] + [UInt8](repeating: 0, count: 16) + Array("ALPH".utf8)
      + [0, 0, 0, 0]
    for whole in [gif, webP] {
      for length in 0...whole.count {
        let file = Array(whole.prefix(length))
        _ = GIFFrames(file)
        _ = WebPFrames(file)
        _ = PNGFrames(file)
      }
      for place in whole.indices {
        var file = whole
        file[place] = 0xFF
        _ = GIFFrames(file)
        _ = WebPFrames(file)
      }
    }
    #expect(GIFFrames(gif)?.placements.count == 1)
    #expect(GIFFrames(gif)?.isWhole == true)
    #expect(GIFFrames(Array(gif.prefix(gif.count - 1)))?.isWhole == false)
    // giftopnm passes over what stands between the blocks, and so does this.
    let second = gif[13..<gif.count - 1]
    let padded = gif.prefix(gif.count - 1) + [0, 0, 7] + second + [0, 0x3B]
    #expect(GIFFrames(Array(padded))?.placements.count == 2)
    #expect(GIFFrames(Array(padded))?.isWhole == true)
    #expect(GIFFrames(gif)?.isTransparent == true)
    #expect(WebPFrames(webP)?.frames.count == 1)
  }
}
