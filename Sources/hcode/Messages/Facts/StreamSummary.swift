import HCodeTrust

/// The last line about a stream, on standard error: how many of each verdict, and nobody's name.
struct StreamSummary {
  var language: Language
  var counts: [ExitStatus: Int]
  var frames: FrameCounts?
  /// How many frames were not searched to the end.
  var incomplete = 0

  /// How many of each answer, in the order in which they are told; those that did not come are left out.
  var answers: [(answer: Answer, count: Int)] {
    Answer.allCases.compactMap { answer in counts[answer.exitStatus].map { (answer, $0) } }
  }

  var unreadable: Int {
    counts.filter { $0.key.rawValue >= ExitStatus.usage.rawValue }.values.reduce(0, +)
  }

  var total: Int { counts.values.reduce(0, +) }

  var text: String { "hcode: " + language.texts.summary(self) }
}
