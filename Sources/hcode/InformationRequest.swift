import ArgumentParser
import Glibc
import HCodeSystem

/// A request for help, the version or a completion script, and for nothing else. Only such a request ends with 0: beside a
/// picture or a text, one of its words may be somebody's name of a file.
struct InformationRequest {
  /// What ArgumentParser is to read.
  private let words: [String]
  /// The command whose help was asked for, if it was help.
  private let command: (any ParsableCommand.Type)?

  /// Recognises a request; nil for everything else.
  init?(_ arguments: [String]) {
    if Self.isAboutProgram(arguments) {
      (words, command) = (arguments, nil)
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
    guard let command = Self.command(path) else { return nil }
    (words, self.command) = (["help"] + path, command)
  }

  /// Prints what was asked for.
  func answer() throws {
    if let command, let texts = Language.ofEnvironment.texts.help {
      let page = HCode.helpMessage(for: command, columns: HelpLayout.unbroken)
      let layout = HelpLayout(texts: texts, columns: TextColumns.ofTerminal(STDOUT_FILENO))
      try StandardOutput.write(layout.translation(of: page))
      return try StandardOutput.finish()
    }
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

  /// The command that the words name, one below the other.
  private static func command(_ path: [String]) -> (any ParsableCommand.Type)? {
    var command: any ParsableCommand.Type = HCode.self
    for word in path {
      let next = command.configuration.subcommands.first { $0.configuration.commandName == word }
      guard let next else { return nil }
      command = next
    }
    return command
  }
}
