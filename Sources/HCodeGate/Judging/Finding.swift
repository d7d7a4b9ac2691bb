package import HCodeBase
package import HCodeFormats
package import HCodeTrust

/// A verdict and where it came from: what is printed as one line.
package struct Finding {
  /// The answer.
  package var verdict: Verdict
  /// Which format the text is of; nil for a text of no known kind, and when there was none.
  package var format: CertificateFormat?
  /// The picture's file name, or `-`; nil for a text given as an argument.
  package var source: String?
  /// The page of the file, from 1; nil when it has only one.
  package var page: Int?
  /// The time that was judged by.
  package var at: Timestamp
  /// How many texts of no known kind stood beside it in the picture; they count for nothing.
  package var ignoredTexts = 0
  /// How a hand-held scanner's text was mended, if it was.
  package var mended: RepairedText?
  /// How its holder compares with the identity that was named, where there is one.
  package var bearer: Bearer.Comparison?
  /// The number of the frame in a stream that it was seen in, from 1.
  package var frame: Int?

  package init(
    verdict: Verdict,
    format: CertificateFormat? = nil,
    source: String? = nil,
    page: Int? = nil,
    at: Timestamp,
    ignoredTexts: Int = 0,
    mended: RepairedText? = nil,
    frame: Int? = nil
  ) {
    self.verdict = verdict
    self.format = format
    self.source = source
    self.page = page
    self.at = at
    self.ignoredTexts = ignoredTexts
    self.mended = mended
    self.frame = frame
  }
}
