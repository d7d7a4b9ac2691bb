import HCodeSystem

/// What is said of an error: what happened and, if there is something to do, what.
struct ErrorWords: Equatable {
  var message: String
  var hint: String?

  init(_ message: String, hint: String? = nil) {
    self.message = message
    self.hint = hint
  }
}
