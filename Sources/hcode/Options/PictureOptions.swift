import HCodeDesk
import HCodeSystem
import HCodeTrust
import ArgumentParser
import HCodePictures

/// Where a new code goes and what it looks like.
struct PictureOptions: ParsableArguments {
  typealias Format = CodeAppearance.Format

  @Option(
    name: [.customShort("o"), .long],
    help: ArgumentHelp(
      "The file to write, or - for standard output; .png, .svg, .pdf, .zpl or .txt.",
      valueName: "file"),
    completion: .file(extensions: ["png", "svg", "pdf", "zpl", "txt"]))
  var output: FileName?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "png, svg, pdf, zpl, text or terminal. Default: from the file's ending.",
      valueName: "format"))
  var format: Format?

  @Flag(name: .long, help: "Show the code on the terminal, in half blocks.")
  var terminal = false

  @Flag(name: .long, help: "Print the code's text.")
  var text = false

  @Flag(
    name: .long,
    help: "Draw a card around the code: status as colour, shape and word, holder, validity, issuer."
  )
  var card = false

  @OptionGroup var symbol: SymbolOptions
  @OptionGroup var paper: PaperOptions

  @Flag(
    name: .long,
    help: "Overwrite the file if it exists; print modules that are too small for phones.")
  var force = false

  func validate() throws {
    let formats = [format != nil, terminal, text].filter { $0 }.count
    if formats > 1 { throw ValidationError(.severalFormats) }
    let format = try resolved()
    if card, ![.png, .svg, .pdf].contains(format) {
      throw ValidationError(.cardFormat)
    }
    try paper.check(format, isCard: card)
  }

  /// Whether it was said where the code goes.
  var isSaid: Bool {
    output != nil || terminal || text || format == .text || format == .terminal
  }

  /// Refuses a code that goes nowhere.
  func checkPlace() throws {
    guard isSaid else {
      throw ValidationError(.noPlace)
    }
  }

  /// The format, once it is sure that the picture can be written where it is to go.
  func prepared() throws -> Format {
    let format = try resolved()
    if let output, !output.isStandardStream {
      try AtomicFile.checkWritable(output, force: force)
    } else if [.png, .pdf].contains(format), StandardOutput.isTerminal {
      throw OptionError.pictureOnTerminal(format)
    }
    return format
  }

  /// The format: as said, or by the file's ending.
  func resolved() throws -> Format {
    if let format { return format }
    if terminal { return .terminal }
    if text { return .text }
    guard let output, !output.isStandardStream else { return .png }
    switch output.fileExtension {
    case "png": return .png
    case "svg": return .svg
    case "pdf": return .pdf
    case "zpl": return .zpl
    case "txt": return .text
    default:
      throw ValidationError(.unknownEnding)
    }
  }

  /// What the code is to look like in that format. `appeal` is where a trust list sends its bearer.
  func appearance(_ format: Format, appeal: String? = nil) throws -> CodeAppearance {
    var appearance = CodeAppearance(format, words: PrintedWords())
    appearance.isCard = card
    appearance.moduleSize = symbol.moduleSize
    appearance.quietZone = symbol.quietZone
    appearance.errorCorrection = symbol.errorCorrection
    if format == .pdf, !card { appearance.paper.layout = try paper.layout() }
    if format == .zpl { appearance.paper.printer = try paper.printer() }
    appearance.paper.size = paper.sheet
    appearance.paper.copies = paper.copies
    appearance.paper.firstLabel = paper.firstLabel
    appearance.paper.hasCropMarks = paper.cropMarks
    appearance.allowsSmallModules = force
    appearance.usesColour = TerminalText.usesColour
    appearance.answers = paper.answers(listed: appeal)
    return appearance
  }

  /// Whether a place where to appeal is printed, and was not said.
  func asksForAppeal(_ format: Format) -> Bool {
    paper.appeal == nil && (card || format == .pdf || format == .zpl)
  }

  /// Whether the picture goes to standard output.
  var isToStandardOutput: Bool { output?.isStandardStream ?? true }
}

extension CodeAppearance.Format: ExpressibleByArgument {}
