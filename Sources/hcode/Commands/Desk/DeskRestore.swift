import ArgumentParser
import HCodeBase
import HCodeCore
import HCodeDesk
import HCodeSystem

struct DeskRestore: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore",
    abstract: "Bring a desk back: from a backup, or from what it published.",
    discussion: """
      With FILE the desk is unpacked from what 'hcode desk backup' wrote. Without FILE the command uses what is left in the folder. Then \
      it looks at what was published: at the URL in desk.json, or at --from. It checks every signature, and takes over revocations, \
      lists, keys and log that are newer. It refuses a copy that is older than what is here, and another log.

      Nobody knows which indexes were given since. So each registry continues in a fresh range, and the status list becomes twice as \
      long. Run 'hcode desk publish', copy desk/publish to the web server, and publish once more: then codes can be issued again. Name \
      a code from before by its picture or its index, as usual. What was revoked stays revoked: such a change has the reason "restored".

      The new desk is made beside the old one and replaces it in one step. The old one is kept under another name. A registry on a \
      server is continued there: restore the database first.

      EXAMPLE
        hcode desk restore /backup/CN-HA.tar && hcode desk publish
        hcode desk restore --from https://health.example/CN-HA.bundle --fingerprint 9c1e0b57…
      """)

  @Argument(
    help: ArgumentHelp("What 'hcode desk backup' wrote.", valueName: "file"),
    completion: .file(extensions: ["tar"]))
  var backup: FileName?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "What was published: the URL, a copy of desk/publish, or a bundle. Without it the URL in desk.json.",
      valueName: "place"),
    completion: .file())
  var from: FileName?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The fingerprint of the root keys. Needed where no trust.json is left.", valueName: "hex"))
  var fingerprint: Fingerprint?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The desk's folder. Without it $HCODE_DESK, or desk.", valueName: "dir"),
    completion: .directory)
  var desk: FileName?

  @OptionGroup var languageOptions: LanguageOptions

  func run() throws {
    let folder = DeskFolder.find(named: desk) ?? FileName("desk")
    let events = try DeskRestoration.run(
      folder, from: backup, published: from, fingerprint: fingerprint?.digits,
      at: try Timestamp.now())
    let texts = languageOptions.language.texts
    for event in events {
      try StandardOutput.write(TerminalText.escaped(texts.desk(.restored(event))))
    }
    try StandardOutput.write(TerminalText.escaped(texts.desk(.nextPublish)))
  }
}
