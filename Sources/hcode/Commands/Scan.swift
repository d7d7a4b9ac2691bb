import ArgumentParser
import HCodeCore

struct Scan: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scan",
    abstract: "Read the codes in pictures and give a verdict on each.",
    discussion: """
      Reads PNG, JPEG and PNM, told by content; - is standard input. The exit status is the verdict: 0 green, \
      10 yellow, 11 red, 12 refused, 20 forged, 30 undecided, 40 no code; with several, the gravest. Nothing but 0 lets pass.

      EXAMPLE
        hcode scan --trust CN-HA.pub photo.jpg && echo open the gate
      """)

  @Argument(
    help: ArgumentHelp("Pictures, or - for standard input.", valueName: "image"),
    completion: .file())
  var images: [FileName]

  @OptionGroup var trust: TrustOptions
  @OptionGroup var clock: ClockOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var search: SearchOptions

  @Flag(name: .long, help: "Print the texts found, a line each, and judge nothing.")
  var raw = false

  func validate() throws {
    if images.isEmpty {
      throw ValidationError("Name at least one picture, or - for standard input.")
    }
    if raw, output.json || output.quiet {
      throw ValidationError("--raw goes with neither --json nor --quiet.")
    }
  }

  func run() throws {
    let now = try clock.time()
    let verifier = raw ? nil : try trust.verifier()
    var reporter = Reporter(options: output, several: images.count > 1)
    for image in images {
      let source = image.description
      do {
        let picture = try Picture.read(image)
        let texts = QRScanner.texts(in: picture, options: search.options())
        if texts.isEmpty, picture.isIncomplete {
          throw CommandFailure(
            "\(source): the picture is damaged or ends early, and no code is in the part that is there",
            hint: "send or take it again", .data)
        }
        if let verifier {
          for finding in try Self.findings(texts, source: source, verifier: verifier, at: now) {
            try reporter.report(finding)
          }
        } else {
          for text in texts { try StandardOutput.write(Self.rawLine(text)) }
          reporter.count(texts.isEmpty ? .none : .green)
        }
      } catch let failure as CommandFailure {
        try reporter.report(failure, source: source, at: now)
      }
    }
    throw ExitCode(reporter.status.rawValue)
  }

  /// The verdicts on the texts of one picture. A text of no known kind beside a known one is counted, not judged.
  static func findings(
    _ texts: [[UInt8]], source: String, verifier: CurrentVerifier, at now: Timestamp
  ) throws -> [Finding] {
    guard !texts.isEmpty else {
      let none = Verdict.none(.noCode, detail: "no QR code in the picture")
      return [Finding(verdict: none, source: source, at: now)]
    }
    let verdicts = try texts.map { try verifier.verdict(on: $0, at: now) }
    let known = verdicts.filter { $0.exitStatus != .none }
    guard !known.isEmpty else {
      return verdicts.prefix(1).map {
        Finding(verdict: $0, source: source, at: now, ignoredTexts: verdicts.count - 1)
      }
    }
    return known.map {
      Finding(verdict: $0, source: source, at: now, ignoredTexts: verdicts.count - known.count)
    }
  }

  /// As it is for a program, escaped for a terminal.
  private static func rawLine(_ text: [UInt8]) -> [UInt8] {
    guard StandardOutput.isTerminal else { return text + [0x0A] }
    return Array((TerminalText.escaped(String(decoding: text, as: UTF8.self)) + "\n").utf8)
  }
}
