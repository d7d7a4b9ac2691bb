import HCodeDesk
import HCodeRegistry
import HCodeSystem

/// How far a batch is, and the first of its rejected rows, on standard error.
struct BatchProgress: BatchObserver {
  /// Rejected rows that are shown.
  private static let shownRejects = 10

  private var bar: ProgressBar?
  private var rejects = 0
  private var repeats = 0

  init(_ style: ReportStyle) { bar = ProgressBar(style) { 0 } }

  mutating func expect(_ total: Int) { bar?.expect(total) }

  mutating func advance(by count: Int) { bar?.advance(by: count) }

  mutating func draw() { bar?.draw() }

  mutating func finish() { bar?.wipe() }

  mutating func repeated(_ result: BatchResult, of file: FileName, firstRow: Int) {
    repeats += 1
    guard repeats <= Self.shownRejects else { return }
    bar?.wipe()
    Notice.repeated(row: firstRow).tell(
      "row \(result.row): \(file.description):\(result.lineNumber): ")
    if repeats == Self.shownRejects { Notice.furtherRepeats.tell() }
  }

  mutating func rejected(_ result: BatchResult, of file: FileName, _ fault: BatchFault) {
    rejects += 1
    guard rejects <= Self.shownRejects else { return }
    bar?.wipe()
    let column = fault.column.map { "\($0): " } ?? ""
    StandardError.write(
      "hcode: row \(result.row): \(file.description):\(result.lineNumber): \(column)\(Language.forErrors.texts.batchFault(fault))"
    )
    if rejects == Self.shownRejects { Notice.furtherRejects.tell() }
  }
}
