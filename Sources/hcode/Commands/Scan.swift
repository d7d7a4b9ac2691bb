import HCodeSystem
import HCodeTrust
import ArgumentParser

struct Scan: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scan",
    abstract: "Read the codes in pictures and give a verdict on each.",
    discussion: """
      Reads PNG, JPEG and PNM; also WebP, HEIC, AVIF, GIF, TIFF, BMP, PDF and SVG if Debian's programs for them are installed. The \
      content decides, not the file's name. - is standard input. A folder stands for every picture in it and below. The exit status is \
      the verdict: 0 green, 10 yellow, 11 red, 12 refused, 20 forged, 30 undecided, 40 no code; with several codes, the gravest. Let a \
      person pass on 0 only. The first picture ends the options. In a script write -- before names that others chose, so that none \
      becomes an option.

      With --frames standard input is a camera, and --watch waits for pictures in a folder. Each code or picture gets its line as soon \
      as it is seen. SIGINT, SIGTERM or the end of input stops it, with a summary on standard error.

      EXAMPLE
        hcode scan --store /srv/gate -- photo.jpg && echo open the gate
        ffmpeg -v error -f v4l2 -i /dev/video0 -f image2pipe -c:v pgm - | hcode scan --frames --store /srv/gate
      """)

  @Argument(
    parsing: .captureForPassthrough,
    help: ArgumentHelp(
      "Pictures, folders of pictures, or - for standard input; after all options.",
      valueName: "image"),
    completion: .file())
  var words: [FileName] = []

  @OptionGroup var trust: TrustOptions
  @OptionGroup var rules: RuleOptions
  @OptionGroup var bearer: BearerOptions
  @OptionGroup var clock: ClockOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var privacy: WithheldOptions
  @OptionGroup var search: SearchOptions

  @Flag(
    name: .long,
    help: "Print the texts found, one per line, and judge nothing: the exit status is never 0.")
  var raw = false

  @Option(
    name: .long,
    help: ArgumentHelp(
      """
      The number of pictures to read at once; 0 or auto for one per processor. Default: 1 for one picture, else auto. The output stays \
      in order.
      """,
      valueName: "n"))
  var jobs: JobCount?

  @Flag(
    name: .long,
    help: "Standard input is a stream of PGM, PPM or JPEG frames; late ones are dropped.")
  var frames = false

  @Option(
    name: .long,
    help: ArgumentHelp(
      "With --frames: how long (ms, s, m, h) a code has to be out of view before it counts again. Default: 5s.",
      valueName: "time"))
  var again: ShortDuration?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Judge each picture that arrives in this folder, once.",
      discussion:
        """
        Skips hidden files, *.tmp, *.part and subfolders. The list of judged files is in $XDG_STATE_HOME/hcode/watch; it has their \
        numbers and times, not their contents.
        """,
      valueName: "dir"),
    completion: .directory)
  var watch: FileName?

  @OptionGroup var stream: StreamOptions

  private var images: [FileName] { Operands(words).names }

  func validate() throws {
    try Operands(words).check()
    let isStream = frames || watch != nil
    if frames, watch != nil { throw ValidationError(.framesAndWatch) }
    if frames, !images.isEmpty, !(images.count == 1 && images[0].isStandardStream) {
      throw ValidationError(.framesWithPictures)
    }
    if watch != nil, !images.isEmpty {
      throw ValidationError(.watchWithPictures)
    }
    if images.isEmpty, !isStream {
      throw ValidationError(.noPicture)
    }
    if isStream, raw || jobs != nil {
      throw ValidationError(.rawInStream)
    }
    if !frames, again != nil { throw ValidationError(.againWithoutFrames) }
    if !isStream, stream.bell { throw ValidationError(.bellWithoutStream) }
    if raw, bearer.bearer != nil || output.json || output.quiet || privacy.withheld != Withheld() {
      throw ValidationError(.rawWithOutput)
    }
  }

  func run() throws {
    let now = try clock.time()
    let verifier = raw ? nil : try trust.verifier(rules: rules, clock)
    if let verifier, frames || watch != nil {
      var reporter = Reporter(
        output.style(without: privacy.withheld), several: watch != nil, bell: try stream.openBell())
      try bearer.apply(to: verifier, search.search(), at: now, reporting: &reporter)
      if let watch {
        var scan = WatchScan(
          folder: watch, verifier: verifier, search: try search.search(), clock: clock,
          reporter: reporter
        )
        throw ExitCode(try scan.run().rawValue)
      }
      var scan = FrameScan(
        verifier: verifier, search: try search.search(), clock: clock,
        again: again?.milliseconds ?? CodesInView.usual,
        reporter: reporter)
      throw ExitCode(try scan.run().rawValue)
    }
    let scan = PictureScan(
      images: images, verifier: verifier, bearer: bearer, now: now,
      style: output.style(without: privacy.withheld),
      search: try search.search(),
      jobs: jobs)
    throw ExitCode(try scan.run().rawValue)
  }
}
