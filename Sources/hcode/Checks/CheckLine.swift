import HCodeDesk

/// A line of `hcode doctor` for a person: how it stands by shape, word and colour, what was looked at, what was found; below,
/// what to do.
struct CheckLine {
  var language: Language
  var usesColour: Bool

  func text(_ result: CheckResult) -> String {
    let texts = language.texts
    let (shape, code) = Self.mark(result.state)
    let head = shape + " " + texts.head(result.state)
    let line =
      (usesColour ? "\u{1B}[\(code)m\(head)\u{1B}[0m" : head) + "  "
      + TerminalText.escaped(texts.title(result.check) + ": " + texts.finding(result.finding))
    guard let remedy = texts.remedy(result.finding) else { return line }
    return line + "\n    → " + TerminalText.escaped(texts.toDo(remedy))
  }

  /// The shape alone, for a desk.
  func mark(_ state: DeskCheck.State) -> String {
    let (shape, code) = Self.mark(CheckResult.State(state))
    return (usesColour ? "\u{1B}[\(code)m\(shape)\u{1B}[0m" : shape) + " "
  }

  /// Shape, and the SGR colour.
  private static func mark(_ state: CheckResult.State) -> (String, String) {
    switch state {
    case .ok: ("●", "32")
    case .warning: ("▲", "33")
    case .fault: ("✖", "1;31")
    }
  }
}

extension CheckResult.State {
  fileprivate init(_ state: DeskCheck.State) {
    switch state {
    case .ok: self = .ok
    case .warning: self = .warning
    case .fault: self = .fault
    }
  }
}
