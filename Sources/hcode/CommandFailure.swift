import HCodeTrust

/// An error of the surroundings: what happened, what to do next, and the status of sysexits(3) to end with.
struct CommandFailure: Error {
  var message: String
  var hint: String?
  var status: ExitStatus

  init(_ message: String, hint: String? = nil, _ status: ExitStatus) {
    self.message = message
    self.hint = hint
    self.status = status
  }

  /// One line on standard error, and one more with what to do.
  func report() {
    StandardError.write("hcode: error: " + message)
    if let hint { StandardError.write("hcode: hint: " + hint) }
  }
}

/// Results can no longer be told: ends the run, whichever input is being read.
struct OutputFailure: Error {
  var failure: CommandFailure
}
