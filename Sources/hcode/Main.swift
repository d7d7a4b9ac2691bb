import HCodeBase
import HCodeSystem
import ArgumentParser
import Glibc
import HCodeTrust

/// The one way out: a run ends here, with a message, a hint and an exit status.
@main
enum Main {
  private static func command(_ arguments: [String]) throws -> any ParsableCommand {
    guard isBatch(arguments) else { return try HCode.parseAsRoot(arguments) }
    // Asked for help behind --batch, it would be taken for the name of a file.
    let asksForHelp = arguments.contains("--help") || arguments.contains("-h")
    return try HCode.parseAsRoot(
      ["issue-batch"] + (asksForHelp ? ["--help"] : Array(arguments.dropFirst())))
  }

  /// `issue --batch` is a command of its own: what it takes and what `issue` takes have little in common.
  private static func isBatch(_ arguments: [String]) -> Bool {
    arguments.first == "issue"
      && arguments.contains {
        $0 == "--batch" || $0.hasPrefix("--batch=") || $0 == "--batch-template"
      }
  }

  static func main() {
    // A closed pipe then is an error of a write, told as one, instead of a silent death.
    signal(SIGPIPE, SIG_IGN)
    do {
      let arguments = FileName.encodedArguments()
      if let scan = PlainScan(arguments) { Glibc.exit(try scan.run().rawValue) }
      var command = try command(arguments)
      try command.run()
    } catch let code as ExitCode {
      Glibc.exit(code.rawValue)
    } catch {
      let reported: any ReportedError
      switch HCode.exitCode(for: error) {
      case _ where error is any ReportedError: reported = UnexpectedError.telling(error)
      case .success: HCode.exit(withError: error)
      case .validationFailure: reported = usageError(HCode.message(for: error))
      default: reported = UnexpectedError(error)
      }
      ErrorReport.tell(reported)
      Glibc.exit(reported.exitStatus.rawValue)
    }
  }

  /// Wrong use, told like every other error.
  private static func usageError(_ message: String) -> UsageError {
    let lines = message.split(whereSeparator: \.isNewline).map { $0.drop { $0 == " " } }
    let given =
      isBatch(Array(CommandLine.arguments.dropFirst()))
      ? "issue-batch" : CommandLine.arguments.dropFirst().first
    let name = HCode.configuration.subcommands.compactMap { $0.configuration.commandName }
      .first { $0 == given }
    return UsageError(message: lines.joined(separator: " "), command: name)
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
        hcode scan --trust CN-HA.pub code.png && echo open the gate
      """,
    version: "hcode \(Version.current)",
    subcommands: [
      Keygen.self, Issue.self, IssueBatch.self, Approve.self, Scan.self, Verify.self, Explain.self,
      Inspect.self, Trust.self,
      RegistryCommand.self,
      StatusCommand.self, RulesCommand.self, LogCommand.self, Doctor.self,
    ])

  /// Without a subcommand nothing was judged, and nothing but a green code may end with 0.
  func run() throws {
    throw ValidationError(
      .noSubcommand([
        "keygen", "issue", "approve", "scan", "verify", "explain", "inspect", "trust", "registry",
        "status", "rules", "log", "doctor",
      ]))
  }
}
