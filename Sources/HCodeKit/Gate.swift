import HCodeBase
import HCodeFormats
import HCodeGate
import HCodeSystem

/// Who judges codes, on what was imported or given to trust. What is imported while it is open counts from then on.
///
/// A gate is for one thread. It opens no socket and reads no variable of the environment.
public final class Gate {
  private let verifier: CurrentVerifier

  /// Opens the store folder that `hcode trust import` made. Public key files beside it add to it: they say nothing about
  /// a key or an issuer that the store knows.
  ///
  /// - Throws: `.trust` when there is no store or it is damaged, `.keyFile` for a file that is no public key, `.file` for what cannot
  ///   be read.
  public convenience init(store: String, keyFiles: [String] = []) throws(HCodeError) {
    try self.init(keyFiles, store: FileName(store))
  }

  /// Believes the public key files of issuers, and those in folders.
  ///
  /// - Throws: `.trust` when none is named or two contradict one another, `.keyFile` for a file that is no public key, `.file` for
  ///   what cannot be read.
  public convenience init(keyFiles: [String]) throws(HCodeError) {
    guard !keyFiles.isEmpty else { throw HCodeError(.trust, detail: "no public key is named") }
    try self.init(keyFiles, store: nil)
  }

  private init(_ keyFiles: [String], store: FileName?) throws(HCodeError) {
    verifier = try HCodeError.translating {
      // Named here, a store that is not there is a mistake of the program, not of the moment.
      if let store { _ = try TrustStore(named: store).open() }
      return try CurrentVerifier(
        TrustPlaces(only: keyFiles.map { FileName($0) }, store: store), timeFrom: .clock)
    }
  }

  /// The answers on every code in a picture of 1 byte to 64 MiB: PNG, JPEG, PNM; WebP, HEIC, AVIF, GIF, TIFF, BMP, PDF and SVG where
  /// Debian's programs for them are installed. Never empty: a picture without a code has the verdict `none`. A gate opens when every
  /// answer is green.
  ///
  /// - Throws: `.picture` for what is no picture or is damaged and shows no code; `.keyFile` when a key file cannot be read any more.
  public func answers(inPicture bytes: [UInt8], at now: Instant) throws(HCodeError) -> [Answer] {
    let name = FileName("the picture")
    return try answers(at: now) { try PictureTexts.read(bytes, name, PictureSearch()) }
  }

  /// The same of a file, which may also be a certificate in JSON that its holder keeps. Throws `.file` when it cannot be read.
  public func answers(inFile path: String, at now: Instant) throws(HCodeError) -> [Answer] {
    // On a command line "-" is standard input. Here it is a file of that name.
    let name = FileName(path == "-" ? "./-" : path)
    return try answers(at: now) { try PictureTexts.read(name, PictureSearch()) }
  }

  /// The answers on texts that were scanned for one person, in any order: the parts of a certificate that is spread over several
  /// symbols are joined, and one that lacks a part is undecided. A text of no known format has no answer where another has one.
  /// Throws `.keyFile` when a key file cannot be read any more; a store that cannot is undecided.
  public func answers(to texts: [String], at now: Instant) throws(HCodeError) -> [Answer] {
    try answers(at: now) { FoundTexts(texts: texts.map { FoundText(text: Array($0.utf8)) }) }
  }

  /// The answer on the text of one code, exactly as it stands in the symbol. Throws `.keyFile` when a key file cannot be read any more; a store that cannot is undecided.
  public func answer(to text: String, at now: Instant) throws(HCodeError) -> Answer {
    try HCodeError.translating {
      verifier.timeSource = now.source
      let bytes = Array(text.utf8)
      return Answer(
        Finding(
          verdict: try verifier.verdict(on: bytes, at: now.timestamp),
          format: RecognisedText(bytes).format, at: now.timestamp))
    }
  }

  private func answers(
    at now: Instant, in read: () throws -> FoundTexts
  ) throws(HCodeError) -> [Answer] {
    try HCodeError.translating {
      verifier.timeSource = now.source
      // Nothing of one call is left for the next.
      verifier.parts = PartialCards()
      let found = try read()
      return
        (try verifier.findings(on: found, source: "", at: now.timestamp)
        + verifier.unfinished(at: now.timestamp)).map(Answer.init)
    }
  }
}
