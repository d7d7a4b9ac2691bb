import ArgumentParser
import HCodeBase
import HCodeCore
import HCodeDesk
import HCodeSystem

struct DeskAdd: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Add a key from another machine: a root holder, an officer, a counter.",
    discussion: """
      The key file says what the key is for, signed by the key itself ('hcode desk key'). Compare the fingerprint over the telephone: \
      the command asks for it, or takes it with --yes. A code key gets its own registry and status list. If the registries are on a \
      server, the command prints the rights that the counter's account needs there, for psql. Gates know the key after the next 'hcode \
      desk publish'.

      EXAMPLE
        hcode desk add officer-2.pub
      """)

  @Argument(
    help: ArgumentHelp("The public key file.", valueName: "pub"),
    completion: .file(extensions: ["pub"]))
  var file: FileName

  @Option(
    name: .long,
    help: ArgumentHelp("The key's fingerprint, as read out over the telephone.", valueName: "hex"))
  var yes: Fingerprint?

  @OptionGroup var deskOptions: DeskOptions
  @OptionGroup var languageOptions: LanguageOptions

  func run() throws {
    let desk = try deskOptions.required()
    let texts = languageOptions.language.texts
    let compared = try KeyComparison(file)
    let (name, key) = (compared.name, compared.key)
    try compared.ask(yes.map { [$0] } ?? [], desk, texts)
    try desk.add(name, key)
    let role = desk.offered(by: key)
    let rights = role == .code ? desk.rights(on: key.publicKey.identifier) : []
    for line in ["\(name)  \(texts.desk(.role(role)))  \(texts.untilUTC(key.expires))"]
      + (rights.isEmpty ? [] : [texts.desk(.rights)] + rights) + [texts.desk(.nextPublish)]
    { try StandardOutput.write(TerminalText.escaped(line)) }
  }
}
