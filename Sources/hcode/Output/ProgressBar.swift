import HCodeSystem
import Glibc

/// How far a long run is, on standard error when that is a terminal: count, rate, time left. It begins after a moment, so
/// that a short run shows none, and is wiped before anything else is written.
struct ProgressBar {
  private static let firstAfter = 300
  private static let between = 100

  private var total: Int
  private let language: Language
  private let started = MonotonicTime.now
  private var lastDrawn: MonotonicTime?
  private var isShown = false
  private var done = 0

  /// Nil where there is nobody to look at it.
  init?(_ style: ReportStyle, total: () -> Int) {
    guard !style.quiet, StandardError.isTerminal, Environment["TERM"] != "dumb" else { return nil }
    language = style.language
    self.total = total()
  }

  /// One more is done.
  mutating func advance() { advance(by: 1) }

  /// So many more are done.
  mutating func advance(by count: Int) { done += count }

  /// There are so many, as far as is known by now.
  mutating func expect(_ total: Int) { self.total = total }

  /// Takes it off the terminal.
  mutating func wipe() {
    guard isShown else { return }
    write("\r\u{1B}[K")
    isShown = false
  }

  /// Shows how far it is, unless it did just now.
  mutating func draw() {
    let now = MonotonicTime.now
    guard now.since(lastDrawn ?? started) >= (lastDrawn == nil ? Self.firstAfter : Self.between)
    else { return }
    lastDrawn = now
    isShown = true
    write("\r\u{1B}[K" + text(at: now).prefix(TextColumns.ofTerminal(STDERR_FILENO) - 1))
  }

  /// The line, without anything of a stranger's.
  private func text(at now: MonotonicTime) -> String {
    let elapsed = max(1, now.since(started))
    var line = total > 0 ? " \(done)/\(total)" : " \(done)"
    guard done > 0 else { return line }
    let tenths = done * 10_000 / elapsed
    line += "  " + (tenths >= 100 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)") + "/s"
    // Nobody knows how much is to come.
    guard total > 0 else { return line }
    let left = max(0, total - done) * elapsed / done / 1000
    let time = "\(left / 60):" + (left % 60 < 10 ? "0" : "") + "\(left % 60)"
    line += "  " + language.texts.timeLeft(time)
    let filled = min(20, 20 * done / total)
    return " [" + String(repeating: "#", count: filled)
      + String(repeating: "·", count: 20 - filled) + "]" + line
  }

  private func write(_ text: some StringProtocol) {
    _ = FileDescriptor.writeAll(Array(text.utf8), to: STDERR_FILENO)
  }
}
