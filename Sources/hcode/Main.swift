import HCodeBase
import HCodeSystem
import ArgumentParser
import Glibc
import HCodeTrust

/// The one way out: a run ends here, with a message, a hint and an exit status.
@main
enum Main {
  private static func command(_ arguments: [String]) throws -> any ParsableCommand {
    try HCode.parseAsRoot(
      isBatch(arguments) ? ["issue-batch"] + arguments.dropFirst() : arguments)
  }

  /// `issue --batch` is a command of its own: what it takes and what `issue` takes have little in common.
  private static func isBatch(_ arguments: [String]) -> Bool {
    arguments.first == "issue"
      && arguments.contains {
        $0 == "--batch" || $0.hasPrefix("--batch=") || $0 == "--batch-template"
      }
  }

  static func main() {
    StandardStreams.occupy()
    // A closed pipe and a file-size limit then fail a write, which is reported, and do not end the process without a word.
    for signal in [SIGPIPE, SIGXFSZ] { Glibc.signal(signal, SIG_IGN) }
    do {
      let arguments = FileName.encodedArguments()
      try refuseOptionsThatNameFiles(arguments)
      if let scan = PlainScan(arguments) { end(ExitCode(try scan.run().rawValue)) }
      ProcessHardening.refuseDumps()
      if let request = InformationRequest(arguments) { return try request.answer() }
      if let misspelt = MisspeltCommand(arguments) {
        throw usageError(
          Language.forErrors.texts.sentence(
            .noSuchCommand(misspelt.word, suggestion: misspelt.suggestion)))
      }
      var command = try command(arguments)
      let named = NamedFiles(of: command)
      try ArgumentFiles.remember(named.files, folders: named.folders)
      try command.run()
      try StandardOutput.finish()
    } catch let code as ExitCode {
      end(code)
    } catch {
      let reported: any ReportedError
      switch HCode.exitCode(for: error) {
      case _ where error is any ReportedError: reported = UnexpectedError.telling(error)
      // Help or the version, asked for beside something else: a person's text may look like that, and must not end with 0.
      case .success: reported = usageError(Language.forErrors.texts.sentence(.helpNotAlone))
      case .validationFailure: reported = usageError(HCode.message(for: error))
      default: reported = UnexpectedError(error)
      }
      ErrorReport.tell(reported)
      Glibc.exit(reported.exitStatus.rawValue)
    }
  }

  /// Ends with that status, or with another when what was printed did not arrive.
  private static func end(_ code: ExitCode) -> Never {
    do { try StandardOutput.finish() } catch {
      let reported = UnexpectedError.telling(error)
      ErrorReport.tell(reported)
      Glibc.exit(reported.exitStatus.rawValue)
    }
    Glibc.exit(code.rawValue)
  }

  /// Refuses an option that is the name of a file in the current folder. A shell may have made it of `*`, and the file's owner
  /// must not choose how a picture is judged.
  private static func refuseOptionsThatNameFiles(_ arguments: [String]) throws {
    for word in arguments {
      guard word != "--" else { return }
      guard word.utf8.first == UInt8(ascii: "-"), word != "-" else { continue }
      let name = FileName(word)
      if name.isThere {
        throw usageError(Language.forErrors.texts.sentence(.optionNamesFile(name.description)))
      }
    }
  }

  /// Wrong use, told like every other error.
  private static func usageError(_ message: String) -> UsageError {
    let lines = message.split(whereSeparator: \.isNewline).map { $0.drop { $0 == " " } }
    let arguments = FileName.encodedArguments()
    let path = isBatch(arguments) ? ["issue-batch"] : Self.path(of: arguments)
    return UsageError(
      message: Language.forErrors.texts.parserMessage(lines.joined(separator: " ")),
      command: path.isEmpty ? nil : path.joined(separator: " "))
  }

  /// The names of the command that the words lead to, one below the other.
  private static func path(of arguments: [String]) -> [String] {
    var (path, command): ([String], any ParsableCommand.Type) = ([], HCode.self)
    for word in arguments {
      let next = command.configuration.subcommands.first { $0.configuration.commandName == word }
      guard let next else { break }
      path.append(word)
      command = next
    }
    return path
  }
}

struct HCode: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hcode",
    abstract: "Issue signed QR health codes, and check them without network.",
    discussion: """
      An authority signs a green, yellow or red code about a person; whoever holds the authority's public key checks \
      it from a picture, offline. The exit status is the verdict: 0 is green and nothing else is.

      EXAMPLE
        hcode keygen --issuer CN-HA --name 河南省卫健委 --no-passphrase
        hcode issue --key CN-HA.key --status green --name 张小明 --valid 24h -o code.png
        hcode scan --store /srv/gate code.png && echo open the gate
      """,
    version: "hcode \(Version.current)",
    subcommands: [
      DeskCommand.self, Keygen.self, KeyCommand.self, Issue.self, IssueBatch.self, Approve.self,
      Scan.self, Verify.self, Explain.self, AppealCommand.self,
      Inspect.self, Trust.self,
      RegistryCommand.self,
      StatusCommand.self, RulesCommand.self, LogCommand.self, VenueCommand.self, Visit.self,
      DiaryCommand.self,
      ExposuresCommand.self, Doctor.self, Conform.self,
    ])

  /// Without a subcommand nothing was judged, and nothing but a green code may end with 0.
  func run() throws {
    throw ValidationError(
      .noSubcommand([
        "desk", "keygen", "key", "issue", "approve", "scan", "verify", "explain", "inspect",
        "trust",
        "registry",
        "status", "rules", "log", "venue", "visit", "diary", "exposures", "doctor",
      ]))
  }
}
