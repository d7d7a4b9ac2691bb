import HCodeGate
import HCodeSystem
import HCodeTrust
import ArgumentParser

struct Verify: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Give a verdict on texts, such as those that a hand-held scanner types.",
    discussion: """
      With - each line of standard input is a text, and its verdict is printed at once. A line may end in LF, CR, CRLF or Tab. If the \
      result can be decoded, hcode corrects what scanners and keyboards do to a text: characters around it, an AIM identifier such as \
      ]Q1, lost first characters, two texts in a line, a wrong keyboard layout, Caps Lock. A text that still cannot be decoded is \
      garbled (40): scan it again. With --exact nothing is corrected, and such a text is forged. With --device the lines come from a \
      scanner in serial mode, which may be unplugged and plugged in again. The exit status is the gravest verdict. SIGINT and SIGTERM \
      end a stream with a summary on standard error. The first text ends the options. In a script write -- before texts that others \
      chose.

      EXAMPLE
        hcode verify --store /srv/gate --bell --device /dev/ttyACM0
        hcode verify --store /srv/gate -- "$text" && echo open the gate
      """)

  @Argument(
    parsing: .captureForPassthrough,
    help: ArgumentHelp(
      "Texts, or - for lines of standard input; after all options.", valueName: "text"))
  var words: [FileName] = []

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Read lines from a scanner in serial mode, such as /dev/ttyACM0.", valueName: "file"),
    completion: .file())
  var device: FileName?

  @Option(
    name: .long, help: ArgumentHelp("The speed of the serial line. Default: 9600.", valueName: "n"))
  var baud: BaudRate?

  @OptionGroup var typing: TypingOptions
  @OptionGroup var trust: TrustOptions
  @OptionGroup var rules: RuleOptions
  @OptionGroup var bearer: BearerOptions
  @OptionGroup var clock: ClockOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var privacy: WithheldOptions
  @OptionGroup var stream: StreamOptions

  private var texts: [FileName] { Operands(words).names }

  func validate() throws {
    try Operands(words).check()
    if texts.isEmpty, device == nil {
      throw ValidationError(.noText)
    }
    if device == nil, baud != nil { throw ValidationError(.baudWithoutDevice) }
    if !texts.isEmpty, device != nil {
      throw ValidationError(.deviceWithTexts)
    }
  }

  func run() throws {
    let verifier = try trust.verifier(rules: rules, clock)
    var reporter = Reporter(
      output.style(without: privacy.withheld), several: false, bell: try stream.openBell())
    try bearer.apply(to: verifier, at: clock.time(), reporting: &reporter)
    let judge = TextJudge(verifier: verifier, clock: clock, typed: typing.typed)
    if let device {
      let stop = try StopSignal()
      let scanner = try SerialDevice(device, speed: baud ?? .b9600, stop: stop)
      var lines = ScannerLines(scanner.read)
      try judge.report(&lines, named: device.description, to: &reporter)
      try judge.reportUnfinished(to: &reporter)
      reporter.finish(isStopped: stop.hasCome)
    }
    for text in texts {
      guard text.isStandardStream else {
        try judge.report(text.bytes, to: &reporter)
        continue
      }
      let stop = try StopSignal()
      var lines = ScannerLines(ScannerStream.standardInput(stop))
      try judge.report(&lines, named: "standard input", to: &reporter)
      if stop.hasCome {
        try judge.reportUnfinished(to: &reporter)
        reporter.finish(isStopped: true)
        break
      }
    }
    try judge.reportUnfinished(to: &reporter)
    reporter.finishBell(isStopped: false)
    throw ExitCode(reporter.status.rawValue)
  }
}
