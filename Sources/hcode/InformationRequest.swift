import ArgumentParser
import HCodeSystem

/// A request for help, the version or a completion script, and for nothing else. Only such a request ends with 0: beside a
/// picture or a text, one of its words may be somebody's name of a file.
struct InformationRequest {
  /// What ArgumentParser is to read.
  private let words: [String]

  /// Recognises a request; nil for everything else.
  init?(_ arguments: [String]) {
    if Self.isAboutProgram(arguments) {
      words = arguments
      return
    }
    var path = arguments
    if path.first == "help" {
      path.removeFirst()
    } else if let last = path.last, ["-h", "--help"].contains(last) {
      path.removeLast()
    } else {
      return nil
    }
    if path == ["issue", "--batch"] { path = ["issue-batch"] }
    guard Self.isCommand(path) else { return nil }
    words = ["help"] + path
  }

  /// Prints what was asked for.
  func answer() throws {
    do {
      var command = try HCode.parseAsRoot(words)
      try command.run()
    } catch  where HCode.exitCode(for: error) == .success {
      try StandardOutput.write(HCode.fullMessage(for: error))
      try StandardOutput.finish()
    }
  }

  private static func isAboutProgram(_ arguments: [String]) -> Bool {
    let script = "--generate-completion-script"
    guard let first = arguments.first else { return false }
    switch arguments.count {
    case 1:
      return ["--version", "--experimental-dump-help", script].contains(first)
        || first.hasPrefix(script + "=")
    case 2: return first == script
    default: return false
    }
  }

  /// Whether the words name a command, one below the other.
  private static func isCommand(_ path: [String]) -> Bool {
    var command: any ParsableCommand.Type = HCode.self
    for word in path {
      let next = command.configuration.subcommands.first { $0.configuration.commandName == word }
      guard let next else { return false }
      command = next
    }
    return true
  }
}
