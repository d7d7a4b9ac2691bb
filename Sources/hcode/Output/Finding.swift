import HCodeGate
import HCodeBase
import HCodeFormats
import HCodeTrust

/// A verdict and where it came from: what is printed as one line.
struct Finding {
  /// The answer.
  var verdict: Verdict
  /// Which format the text is of; nil for a text of no known kind, and when there was none.
  var format: CertificateFormat?
  /// The picture's file name, or `-`; nil for a text given as an argument.
  var source: String?
  /// The page of the file, from 1; nil when it has only one.
  var page: Int?
  /// The time that was judged by.
  var at: Timestamp
  /// How many texts of no known kind stood beside it in the picture; they count for nothing.
  var ignoredTexts = 0
  /// How a hand-held scanner's text was mended, if it was.
  var mended: RepairedText?
  /// The number of the frame in a stream that it was seen in, from 1.
  var frame: Int?
}
