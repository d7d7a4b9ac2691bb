import ArgumentParser
import Glibc
import HCodeCore

/// The one way out: a run ends here, with a message, a hint and an exit status.
@main
enum Main {
  /// A gate runs `hcode scan` once for each person, and reading the whole tree of commands costs a quarter of that run. So
  /// scan's arguments are read as scan's alone; what is wrong with them, or asks for help, goes the common way.
  private static func command(_ arguments: [String]) throws -> any ParsableCommand {
    if arguments.first == "scan", let scan = try? Scan.parse(Array(arguments.dropFirst())) {
      return scan
    }
    return try HCode.parseAsRoot(arguments)
  }

  static func main() {
    // A closed pipe then is an error of a write, told as one, instead of a silent death.
    signal(SIGPIPE, SIG_IGN)
    do {
      var command = try command(FileName.encodedArguments())
      try command.run()
    } catch let failure as CommandFailure {
      failure.report()
      Glibc.exit(failure.status.rawValue)
    } catch let error as OutputFailure {
      error.failure.report()
      Glibc.exit(error.failure.status.rawValue)
    } catch  where HCode.exitCode(for: error) == .validationFailure {
      let message = HCode.fullMessage(for: error).drop(prefix: "Error: ")
      for (number, line) in message.split(separator: "\n").enumerated() {
        StandardError.write((number == 0 ? "hcode: error: " : "") + line)
      }
      Glibc.exit(ExitStatus.usage.rawValue)
    } catch {
      HCode.exit(withError: error)
    }
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
    version: "hcode 0.1.0",
    subcommands: [Keygen.self, Issue.self, Scan.self, Verify.self, Inspect.self])
}

extension String {
  fileprivate func drop(prefix: String) -> Substring {
    hasPrefix(prefix) ? dropFirst(prefix.count) : self[...]
  }
}
