@testable import HCodePictures
import Testing

@Suite struct FrameAttentionTests {
  /// The times, of frames that come every so many milliseconds, of those that are searched to the end.
  private func whole(_ times: [Int], news: Set<Int> = []) -> [Int] {
    var attention = FrameAttention()
    return times.filter { time in
      let isWhole = attention.isWhole(at: time)
      if news.contains(time) { attention.sawNews(at: time) }
      return isWhole || news.contains(time)
    }
  }

  @Test func `every frame is searched at first, and then one in a tenth of a second`() {
    let times = (0..<60).map { 5000 + $0 * 33 }
    let found = whole(times)
    #expect(found.prefix(10) == times.prefix(10))
    let later = found.dropFirst(10)
    #expect(later.count == 12)
    #expect(zip(later, later.dropFirst()).allSatisfy { $1 - $0 <= 133 })
  }

  @Test func `what is new has every frame searched again for a third of a second`() {
    let times = (0..<90).map { $0 * 33 }
    let found = whole(times, news: [times[40]])
    #expect(times[40..<50].allSatisfy(found.contains))
    #expect(!found.contains(times[52]) || !found.contains(times[51]))
  }

  @Test func `a slow camera has each of its frames searched`() {
    let times = (0..<40).map { $0 * 100 }
    #expect(whole(times) == times)
  }
}
