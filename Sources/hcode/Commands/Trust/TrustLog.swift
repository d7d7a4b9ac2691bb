import HCodeSystem
import HCodeCore
import ArgumentParser
import HCodeBase
import HCodeTrust

struct TrustLog: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log",
    abstract: "Name the log in which an issuer's yellow and red codes have to be.",
    discussion: """
      A gate that has the log in its store calls a red code that is not in the log 'not-logged' once --grace has passed. The grace is \
      the time to sign the log, cosign it and hand it out. Witnesses should be run by others than the log.

      EXAMPLE
        hcode trust log CN-HA-ZZ --log-key log.vkey --witness w1.vkey --witness w2.vkey --quorum 1 --grace 24h
      """)

  @Argument(help: ArgumentHelp("The issuer.", valueName: "issuer"))
  var name: String

  @Option(
    name: .long, help: ArgumentHelp("The log's public key.", valueName: "vkey"),
    completion: .file())
  var logKey: FileName?

  @OptionGroup var witnesses: WitnessOptions

  @Option(
    name: .long,
    help: ArgumentHelp(
      "After what time a code has to be in the log. Default: 24h.", valueName: "time"),
    transform: SpelledOption.duration)
  var grace: WithOriginalText<Int64>?

  @Flag(name: .long, help: "The issuer has no log any more.")
  var none = false

  @OptionGroup var source: TrustSourceOptions

  func validate() throws {
    guard (logKey == nil) == none else { throw ValidationError(.noLogKey) }
    if none, !witnesses.witness.isEmpty || witnesses.quorum != nil || grace != nil {
      throw ValidationError(.noneWithOthers)
    }
  }

  func run() throws {
    var log: TrustListSource.Issuer.Log?
    if let logKey {
      var keys = try LogKeyOptions.parse(["--log-key", ""])
      keys.logKey = logKey
      keys.witnesses = witnesses
      guard let grace = grace ?? WithOriginalText(duration: "24h"),
        let made = TrustListSource.Issuer.Log(policy: try keys.policy(), grace: grace)
      else { throw ValidationError(.grace) }
      log = made
    }
    try source.edit { content in
      guard case .issuer(let number) = try EntryName.entry(name, in: content, source.source) else {
        throw TrustUseError.notAnIssuer(name)
      }
      content.issuers[number].log = log
    }
    try StandardOutput.write(
      TerminalText.escaped(
        "\(name)  "
          + (log.map {
            "log \($0.policy.log.name)  \($0.policy.quorum) of \($0.policy.witnesses.count) witnesses  grace \($0.grace.text)"
          } ?? "no log")))
  }
}
