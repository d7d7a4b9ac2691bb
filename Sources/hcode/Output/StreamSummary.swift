import HCodeCore

/// The last line about a stream, on standard error: how many of each verdict, and nobody's name.
struct StreamSummary {
  var language: Language
  /// In the order in which they are told; those that did not come are left out.
  var counts: [ExitStatus: Int]
  var frames: FrameSource.Counts?
  /// How many frames were not searched to the end.
  var incomplete = 0

  var text: String {
    let parts = Self.words(language).compactMap { status, word in
      counts[status].map { "\($0) \(word)" }
    }
    let failures = counts.filter { $0.key.rawValue >= ExitStatus.usage.rawValue }.values.reduce(
      0, +)
    let unreadable =
      failures == 0
      ? [] : [Phrase.of("\(failures) unreadable", "\(failures) 个无法读取", language)]
    let total = counts.values.reduce(0, +)
    var text = Phrase.of("\(total) judged", "共判定 \(total) 个", language)
    let told = parts + unreadable
    if !told.isEmpty { text += Phrase.of(": ", "：", language) + told.joined(separator: ", ") }
    if let frames {
      var seen = [Phrase.of("\(frames.frames) frames", "\(frames.frames) 帧", language)]
      seen.append(Phrase.of("\(frames.dropped) dropped", "丢弃 \(frames.dropped) 帧", language))
      if frames.damaged > 0 {
        seen.append(Phrase.of("\(frames.damaged) damaged", "损坏 \(frames.damaged) 帧", language))
      }
      if incomplete > 0 {
        seen.append(
          Phrase.of("\(incomplete) not searched to the end", "未搜索完 \(incomplete) 帧", language))
      }
      text += "; " + seen.joined(separator: ", ")
    }
    return "hcode: " + text
  }

  private static func words(_ language: Language) -> [(ExitStatus, String)] {
    [
      (.green, Phrase.of("green", "绿码", language)),
      (.yellow, Phrase.of("yellow", "黄码", language)),
      (.red, Phrase.of("red", "红码", language)),
      (.refused, Phrase.of("refused", "不予认可", language)),
      (.forged, Phrase.of("forged", "伪造", language)),
      (.undecided, Phrase.of("undecided", "无法判定", language)),
      (.none, Phrase.of("no code", "非健康码", language)),
    ]
  }
}
