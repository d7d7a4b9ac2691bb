/// The cascade attempt by attempt, for `hcode-bench`.
package enum QRMeasurement {
  /// One attempt on one picture.
  package struct Attempt {
    package let name: String
    package let seconds: Double
    package let texts: [[UInt8]]
  }

  /// The attempts that a scan of this picture makes, with what each took and read, and how many symbols all of them read,
  /// those with the same text too. What is made once for several attempts counts for the first of them.
  package static func attempts(
    in image: LumaImage, clock: @escaping () -> Double
  ) -> (attempts: [Attempt], symbols: Int) {
    var attempts: [Attempt] = []
    var last = clock()
    let found = QRSearch(options: QRSearchOptions()).findings(in: image) { attempt, readings in
      let now = clock()
      attempts.append(
        Attempt(name: attempt.name, seconds: now - last, texts: readings.map(\.text)))
      last = clock()
    }
    return (attempts, found.readings.count)
  }

  /// What the engine reads of symbols that are no QR codes, in the picture as it is.
  package static func others(in image: LumaImage) -> [QRSearchResult.Code] {
    let read = [ZXingEngine.Kind.others, .small].compactMap {
      ZXingEngine.read(image, for: $0, isInverted: true)
    }
    return read.flatMap(\.self).map(\.code)
  }
}
