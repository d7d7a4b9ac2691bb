import ArgumentParser
import Glibc
import HCodeBase
import HCodeCore
import HCodeDesk
import HCodeSystem

struct DeskAdopt: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "adopt",
    abstract: "Turn single files into a desk: key files, trust.json, registries, log, lists.",
    discussion: """
      Searches the files and folders for what belongs to one trust.json. It recognises a file by its content and by the ids of keys. It \
      shows what it found and what is missing, and asks before it goes on. The secret file of a sealed key has to lie beside its .pub \
      file, under the same name.

      Keys and lists are copied. A registry and a log can continue in one place only, so they move into the desk. The old ones are \
      marked and issue and log nothing more. A registry on a server stays there: give its URL. Status lists keep their names. Nobody \
      else should work with the files meanwhile.

      EXAMPLE
        hcode desk adopt . /srv/log --url https://health.example/
        hcode desk adopt keys/ postgres://db.example/hcode --yes
      """)

  @Argument(
    help: ArgumentHelp(
      "Files, folders, and URLs of registries. Default: this folder.", valueName: "path"),
    completion: .file())
  var paths: [FileName] = []

  @Flag(name: .long, help: "Do not ask.")
  var yes = false

  @OptionGroup var new: NewDeskOptions

  @OptionGroup var languageOptions: LanguageOptions

  func run() throws {
    let texts = languageOptions.language.texts
    try new.checkFree()
    let adoption = try DeskAdoption(
      paths.isEmpty ? [FileName(".")] : paths, at: try Timestamp.now())
    for line in lines(adoption, texts) { try StandardOutput.write(TerminalText.escaped(line)) }
    if !yes {
      guard isatty(STDIN_FILENO) == 1 else { throw DeskAdoptError.notConfirmed.in(new.desk) }
      StandardError.write(texts.desk(.adoptQuestion(folder: new.desk.description)))
      guard ["y", "Y"].contains(readLine(strippingNewline: true) ?? "") else {
        throw DeskAdoptError.notConfirmed.in(new.desk)
      }
    }
    try adoption.make(at: new.desk, url: new.url)
    for line in [
      "\(adoption.issuer)  \(texts.desk(.made(folder: new.desk.description)))",
      texts.desk(.nextPublish),
    ] { try StandardOutput.write(TerminalText.escaped(line)) }
  }

  private func lines(_ adoption: DeskAdoption, _ texts: any Catalogue) -> [String] {
    let names = adoption.keys.map { TextColumns.count($0.name) }.max() ?? 0
    let roles = DeskRole.allCases.map { TextColumns.count(texts.desk(.role($0))) }.max() ?? 0
    var lines: [String] = []
    for key in adoption.keys {
      var parts = [texts.desk(.adopted(.secretKey, key.secret?.description))]
      if key.needsRegistry {
        parts.append(texts.desk(.adopted(.registry, key.registry?.description)))
      }
      lines.append(
        TextColumns.padded(key.name, to: names + 2)
          + TextColumns.padded(texts.desk(.role(key.role)), to: roles + 2)
          + parts.joined(separator: "  "))
    }
    lines.append(texts.desk(.adopted(.log, adoption.log?.description)))
    lines.append(texts.desk(.adoptedLists(adoption.lists)))
    if !adoption.hasBundleKey { lines.append(texts.desk(.adoptBundleKey)) }
    return lines
  }
}
