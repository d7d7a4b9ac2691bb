import HCodeDesk
import HCodeBase
import HCodeSystem
import ArgumentParser
import HCodePaper

/// What a code is printed on.
struct PaperOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "The paper of the labels: a4, letter, or width and height in mm such as 50x30, one label per page.",
      valueName: "paper"),
    completion: .list(["a4", "letter"]), transform: Self.sheet)
  var sheet: LabelLayout.Sheet?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Labels on a sheet: columns and rows such as 3x8, with sizes 3x8:70x37, or a paper's number such as L7160 (docs/paper.md).",
      valueName: "labels"))
  var labels: String?

  @Option(
    name: .long,
    help: ArgumentHelp("How many labels, 1 to 9999. Default: one sheet.", valueName: "number"))
  var copies: Int?

  @Option(
    name: .long,
    help: ArgumentHelp("The first unused label of the sheet.", valueName: "number"))
  var firstLabel = 1

  /// The print heads that there are.
  private static let dotsPerInch = [203, 300, 600]

  @Flag(name: .long, help: "Leave out the cutting marks at the corners of labels.")
  var noCropMarks = false

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Dots per inch of the label printer, for .zpl: 203, 300 or 600.", valueName: "dots"),
    completion: .list(Self.dotsPerInch.map(String.init)))
  var dpi: Int?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Where to appeal, on a yellow or red card or label. Default: from the trust list.",
      valueName: "text"))
  var appeal: String?

  @Flag(
    name: .long,
    help: "Leave the reason off a yellow or red card or label, so that bystanders cannot read it.")
  var hideReason = false

  private static func sheet(_ text: String) throws -> LabelLayout.Sheet {
    guard let sheet = LabelLayout.Sheet(text) else {
      throw ValidationError(.notASheet)
    }
    return sheet
  }

  /// Whether the corners of labels are marked.
  var cropMarks: Bool { !noCropMarks }

  /// Whether sheets of labels are wanted.
  var isSheet: Bool { sheet != nil || labels != nil }

  /// The labels: as said, or the usual ones of the sheet.
  func layout() throws -> LabelLayout {
    let usual =
      switch sheet {
      case nil, .a4: "3x8"
      case .letter: "3x10"
      case .custom: "1x1"
      }
    guard let layout = LabelLayout(labels ?? usual, on: sheet) else {
      throw ValidationError(.notLabels)
    }
    return layout
  }

  /// The dots of the label printer.
  func printer() throws -> PrinterGrid {
    let dpi = dpi ?? 203
    guard Self.dotsPerInch.contains(dpi), let grid = PrinterGrid(dotsPerInch: dpi) else {
      throw ValidationError(.notADPI)
    }
    return grid
  }

  /// What yellow and red answer. `listed` is where a trust list sends the bearers of the key's codes.
  func answers(listed: String?) -> PaperAnswers {
    var answers = PaperAnswers()
    answers.appeal = appeal ?? listed
    answers.hidesReason = hideReason
    return answers
  }

  func validate() throws {
    if let appeal {
      guard !FileName.holdsRawBytes(appeal) else { throw ValidationError(.notUTF8("--appeal")) }
      if let fault = HealthText.fault(in: appeal, maximumBytes: 200) {
        throw ValidationError(.badText("--appeal", fault))
      }
    }
    if let copies, !(1...9999).contains(copies) {
      throw ValidationError(.outside("--copies", 1...9999))
    }
  }

  /// Refuses what does not go with a format.
  func check(_ format: PictureOptions.Format, isCard: Bool) throws {
    switch format {
    case .pdf where isCard:
      if isSheet || copies != nil || firstLabel != 1 {
        throw ValidationError(.cardOnSheet)
      }
    case .pdf:
      guard isSheet else {
        throw ValidationError(.cardOrLabels)
      }
      let layout = try layout()
      guard (1...layout.count).contains(firstLabel) else {
        throw ValidationError(.firstLabel(1...layout.count))
      }
    case .zpl:
      _ = try printer()
      if labels != nil || firstLabel != 1 {
        throw ValidationError(.printerWithSheets)
      }
      switch sheet {
      case .a4, .letter:
        throw ValidationError(.printerWithoutSize)
      case .custom, nil: break
      }
    default:
      if isSheet || copies != nil || firstLabel != 1 {
        throw ValidationError(.labelsNotPrinted)
      }
    }
    if appeal != nil || hideReason, !isCard, format != .pdf, format != .zpl {
      throw ValidationError(.answersNotPrinted)
    }
    if dpi != nil, format != .zpl {
      throw ValidationError(.dpiWithoutPrinter)
    }
  }
}
