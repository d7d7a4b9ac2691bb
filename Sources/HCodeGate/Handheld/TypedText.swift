package import HCodeBase
import HCodeCore
import HCodeFormats

/// A text that somebody typed, pasted or let a scanner type, and what was meant by it.
///
/// How a text arrived is not tampering. So what stands around a text, and what a keyboard made of it, is corrected where the beginning and the
/// characters of its format say how, and only if it can then be decoded. The signature decides whether the guess was right: no correction
/// makes a text genuine that nobody signed.
package struct TypedText: Sendable {
  /// What a scanner is set to send before and after each text.
  package var prefix: [UInt8] = []
  package var suffix: [UInt8] = []
  /// Whether texts are judged as they arrived.
  package var isExact = false

  package init(prefix: [UInt8] = [], suffix: [UInt8] = [], isExact: Bool = false) {
    (self.prefix, self.suffix, self.isExact) = (prefix, suffix, isExact)
  }

  /// The most words in front of a link.
  private static let mostWords = 32
  /// The most characters around a text that are tried without.
  private static let longestFrame = 8
  /// What is shorter than a signature is not a damaged code, and trying every layout takes milliseconds.
  private static let shortestDamaged = 100
  /// The most readings of a text whose signatures are tried.
  private static let mostReadings = 32

  /// The texts that a line holds, in their order; never empty. Several came without a line end between them.
  package func texts(of line: [UInt8]) -> [RepairedText] {
    guard !isExact else { return [.asTyped(line)] }
    let text = ScannerLine.cleaned(withoutConfiguredFrame(line))
    return Self.corrected(text)
  }

  private static func corrected(_ text: [UInt8]) -> [RepairedText] {
    if isDecodable(text) { return [.asTyped(text)] }
    if let several = unframed(text) ?? typed(text) { return several }
    // A text that a layout explains and that still cannot be decoded is a damaged one, of that format.
    return [
      repaired([text]).first { !$0.isAsTyped && damage(of: $0.text) != nil } ?? .asTyped(text)
    ]
  }

  /// Other readings of a text that decodes and that no key here signed: without blanks at its ends, which a format may have signed; with plain blanks and
  /// hyphens for those that a program put in; as typed with another layout, or with one that leaves the beginning as it is; and each with Y and Z exchanged.
  package func otherReadings(of text: RepairedText) -> [RepairedText] {
    guard !isExact, text.text.count >= Self.shortestDamaged else { return [] }
    let inner = Self.withoutBlanks(text.text)
    let plain = InvisibleCharacters.withPlainBlanksAndHyphens(inner)
    let bare = InvisibleCharacters.without(plain)
    var others = [inner, plain, bare].filter { $0.count < text.text.count }.map(RepairedText.framed)
    if text.isAsTyped || text.isFramed { others += KeyboardLayout.disguised(inner) }
    if let origin = text.origin {
      others += Self.readings(of: origin.typed).prefix(Self.mostReadings).compactMap {
        $0.count > origin.place ? $0[origin.place] : nil
      }
    }
    others += ([text] + others).compactMap(Self.withYAndZExchanged)
    var found: [RepairedText] = []
    for other in others
    where other.text != text.text && !found.contains(where: { $0.text == other.text }) {
      guard found.count < Self.mostReadings else { break }
      if Self.isDecodable(other.text) { found.append(other) }
    }
    return found
  }

  /// Many keyboards have Y and Z in each other's place, and no text tells which it was.
  private static func withYAndZExchanged(_ text: RepairedText) -> RepairedText? {
    guard let form = TypedForm.all.first(where: { text.text.starts(with: $0.prefix) }) else {
      return nil
    }
    let rest = exchangingYAndZ(text.text.dropFirst(form.prefix.count))
    return text.withYAndZExchanged(form.prefix + rest)
  }

  private static func exchangingYAndZ(_ text: some Sequence<UInt8>) -> [UInt8] {
    text.map { byte in
      switch byte | 0x20 {
      case UInt8(ascii: "y"): byte + 1
      case UInt8(ascii: "z"): byte - 1
      default: byte
      }
    }
  }

  private static func withoutBlanks(_ text: [UInt8]) -> [UInt8] {
    var rest = text[...]
    while rest.first == UInt8(ascii: " ") { rest.removeFirst() }
    while rest.last == UInt8(ascii: " ") { rest.removeLast() }
    return Array(rest)
  }

  private func withoutConfiguredFrame(_ line: [UInt8]) -> [UInt8] {
    var rest = line[...]
    if !prefix.isEmpty, rest.starts(with: prefix) { rest = rest.dropFirst(prefix.count) }
    if !suffix.isEmpty, rest.suffix(suffix.count).elementsEqual(suffix) {
      rest = rest.dropLast(suffix.count)
    }
    return Array(rest)
  }

  // MARK: What stands around a text

  /// The texts in a text that has more around them; nil where none can be decoded. What stands in front and is as long as a code may be one
  /// that did not arrive whole: it is reported too.
  private static func unframed(_ text: [UInt8]) -> [RepairedText]? {
    let starts = starts(in: text)
    if let first = starts.first, first >= shortestDamaged {
      guard let read = unframed(Array(text[first...])) else { return nil }
      return corrected(trimmed(Array(text[..<first]))) + read
    }
    guard starts.count > 1 else { return unframedOne(text).map { [$0] } }
    let ends = starts.dropFirst() + [text.count]
    let pieces = zip(starts, ends).map { Array(text[$0..<$1]) }
    let read = pieces.map { isDecodable($0) ? RepairedText.framed($0) : unframedOne($0) }
    guard read.contains(where: { $0 != nil }) else { return nil }
    return zip(pieces, read).map { $1 ?? .asTyped($0) }
  }

  private static func unframedOne(_ text: [UInt8]) -> RepairedText? {
    let inner = trimmed(text)
    var candidates = [inner]
    if let start = starts(in: inner).first, start > 0 { candidates.append(Array(inner[start...])) }
    candidates += links(in: inner)
    candidates += withFrontRestored(inner)
    let signless = ScannerLine.cleaned(
      Array(inner.drop { !isLetterOrDigit($0) && !"{[".utf8.contains($0) }))
    if signless.count < inner.count { candidates.append(signless) }
    for candidate in candidates + candidates.flatMap(withoutWordsBehind) {
      var candidate = candidate
      for _ in 0...longestFrame {
        if isDecodable(candidate) { return .framed(candidate) }
        guard let last = candidate.last, !isLetterOrDigit(last) else { break }
        candidate.removeLast()
      }
    }
    // Characters that show nothing, and blanks and dashes that a program put in for plain ones.
    let bare = InvisibleCharacters.without(InvisibleCharacters.withPlainBlanksAndHyphens(text))
    guard bare.count < text.count else { return nil }
    return isDecodable(bare) ? .framed(bare) : unframedOne(bare)
  }

  /// A link behind words, to its end and to the next blank. Not where what is left out is as long as a code.
  private static func links(in text: [UInt8]) -> [[UInt8]] {
    guard text.count >= shortestDamaged else { return [] }
    let words = text.split(separator: UInt8(ascii: " "), maxSplits: mostWords)
    guard let link = words.first(where: { CertificateLink.isLink(Array($0)) }) else { return [] }
    return [text[link.startIndex...], link.prefix { $0 != UInt8(ascii: " ") }].map(Array.init)
      .filter {
        text.count - $0.count < shortestDamaged && CertificateLink.certificate(in: $0) != nil
      }
  }

  /// A text up to the first character that its format does not have, and up to each blank near its end: words may stand there. Not where what is
  /// left out is as long as a code.
  private static func withoutWordsBehind(_ text: [UInt8]) -> [[UInt8]] {
    guard let form = TypedForm.all.first(where: { text.starts(with: $0.prefix) }) else { return [] }
    let own = text.prefix { form.contains($0) }
    let blanks = own.indices.filter { own[$0] == UInt8(ascii: " ") }.suffix(mostWords)
    return ([own.count] + blanks.reversed())
      .filter { $0 < text.count && text.count - $0 < shortestDamaged }
      .map { Array(text[..<$0]) }
  }

  /// A text without the control characters, the marks of a bracketed paste, and the marks and blanks of Unicode around it.
  private static func trimmed(_ text: [UInt8]) -> [UInt8] {
    // A ZIP ends as it has to.
    guard !text.starts(with: ZIPFile.signature) else { return text }
    var rest = text[...]
    var isShorter = true
    while isShorter {
      let count = rest.count
      for mark in pasteMarks {
        if rest.starts(with: mark) { rest = rest.dropFirst(mark.count) }
        if rest.suffix(mark.count).elementsEqual(mark) { rest = rest.dropLast(mark.count) }
      }
      while let first = rest.first, isControl(first) { rest = rest.dropFirst() }
      while let last = rest.last, isControl(last) { rest = rest.dropLast() }
      rest = InvisibleCharacters.withoutMarks(around: rest)
      isShorter = rest.count < count
    }
    return ScannerLine.cleaned(Array(rest))
  }

  private static let pasteMarks = ["\u{1B}[200~", "\u{1B}[201~", "[200~", "[201~"]
    .map { Array($0.utf8) }

  private static func isControl(_ byte: UInt8) -> Bool { byte < 0x20 || byte == 0x7F }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte.isASCIIDigit || (0x61...0x7A).contains(byte | 0x20)
  }

  /// Where a text of a format with a beginning of its own may begin.
  private static func starts(in text: [UInt8]) -> [Int] {
    var starts: [Int] = []
    for index in text.indices where beginnings.contains(where: { text[index...].starts(with: $0) })
    {
      starts.append(index)
    }
    return starts
  }

  private static let beginnings = ["HCODE1:", "HC1:", "shc:/", "SHC:/", "NZCP:/", "NL2:", "NL3:"]
    .map { Array($0.utf8) }

  /// A text whose first characters a slow host lost.
  private static func withFrontRestored(_ text: [UInt8]) -> [[UInt8]] {
    beginnings.flatMap { beginning in
      (1..<beginning.count).compactMap { lost in
        text.starts(with: beginning[lost...]) ? beginning[..<lost] + text : nil
      }
    }
  }

  // MARK: What a keyboard made of a text

  /// The texts that a keyboard's layout or lock key turned into this one; nil where none can be decoded.
  private static func typed(_ text: [UInt8]) -> [RepairedText]? {
    guard text.count >= shortestDamaged else { return nil }
    let inner = trimmed(text)
    let signless = Array(inner.drop { "*\"' ;,<>()".utf8.contains($0) })
    // A mark at the end may be a key of the layout.
    var starts = [text]
    for other in [inner, signless, withoutBlanks(inner)] where !starts.contains(other) {
      starts.append(other)
    }
    for start in starts {
      guard let first = readings(of: start).first(where: { _ in true }) else { continue }
      return first.enumerated().map { place, piece in
        var piece = piece
        piece.origin = RepairedText.Origin(typed: start, place: place)
        return piece
      }
    }
    let disguised = starts.lazy.flatMap(KeyboardLayout.disguised)
    if let found = disguised.first(where: { isDecodable($0.text) }) { return [found] }
    let exchanged = repaired(starts).compactMap(withYAndZExchanged)
    if let found = exchanged.first(where: { isDecodable($0.text) }) { return [found] }
    // A prefix that has one of the two arrived changed itself.
    return repaired(starts.map(exchangingYAndZ)).first { isDecodable($0.text) }
      .map { [$0.withYAndZExchanged($0.text)] }
  }

  private static func repaired(
    _ starts: [[UInt8]]
  ) -> some LazySequenceProtocol & Sequence<RepairedText> {
    starts.lazy.flatMap { start in
      TypedForm.all.lazy.flatMap { KeyboardLayout.repaired(start, as: $0) }
    }
  }

  /// What a scanner may have typed under each layout, one after the other: the texts of each reading, the likeliest first.
  private static func readings(of typed: [UInt8]) -> some Sequence<[RepairedText]> {
    repaired([typed])
      .compactMap { candidate -> [RepairedText]? in
        if candidate.isAsTyped { return nil }
        if isDecodable(candidate.text) { return [candidate] }
        return unframed(candidate.text)?.map { candidate.holding($0.text) }
      }
  }

  // MARK: Whether a text arrived whole

  /// Why a text cannot be decoded, if it began as a certificate does and its characters do not make one; nil for one that decodes, whatever is
  /// wrong with it then, and for a text of no known kind.
  package static func damage(of text: [UInt8]) -> MalformedCode? {
    let text = CertificateLink.certificate(in: text) ?? text
    guard let fault = fault(of: text), ofSpelling.contains(fault.reason) else { return nil }
    return fault
  }

  private static func isDecodable(_ text: [UInt8]) -> Bool {
    RecognisedText(text) != .unknown && damage(of: text) == nil
  }

  private static func fault(of text: [UInt8]) -> MalformedCode? {
    switch RecognisedText(text) {
    case .healthCode:
      do { _ = try HealthCode.decode(text) } catch { return error }
    case .foreign(let format):
      do {
        if try format.reader?.decode(text).isSignatureCut == true {
          return MalformedCode(.malformedEncoding, "the signature is cut short")
        }
      } catch {
        if case .forged(let fault) = error { return fault }
      }
    case .otherVersion, .notOffline, .tooLong, .webLink, .unknown: break
    }
    return nil
  }

  /// What is wrong with the characters of a text and not with what they say.
  private static let ofSpelling: [VerdictReason] = [
    .malformedPrefix, .textTooLong, .malformedBase45, .malformedCBOR, .malformedCOSE,
    .malformedEncoding, .malformedStructure, .badChunk,
  ]
}
