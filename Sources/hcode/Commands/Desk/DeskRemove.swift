import ArgumentParser
import HCodeBase
import HCodeCore
import HCodeDesk
import HCodeSystem

struct DeskRemove: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove",
    abstract: "Remove a key: of a root holder, an officer, a counter.",
    discussion: """
      The key ends when the last code that it signed has ended, so nobody's code stops. Until then it could still sign, and the log \
      would show it. With --stolen nothing that the key signed counts after the next list. If it is a code key, reissue-NAME.csv then \
      lists the codes that end, in the columns of 'hcode issue --batch', readable only by its owner.

      EXAMPLE
        hcode desk remove officer-2
        hcode desk remove counter-7 --stolen
      """)

  @Argument(help: ArgumentHelp("The key's name, as 'hcode desk' shows it.", valueName: "name"))
  var name: String

  @Flag(name: .long, help: "Withdraw it at once.")
  var stolen = false

  @OptionGroup var deskOptions: DeskOptions
  @OptionGroup var languageOptions: LanguageOptions

  func run() throws {
    let desk = try deskOptions.required()
    let now = try Timestamp.now()
    let texts = languageOptions.language.texts
    let keys = stolen ? desk.keys(.code).filter { $0.name == name } : []
    try ReissueFile.check(keys)
    var lines = try keys.map {
      texts.desk(.reissue($0.name, try ReissueFile.write($0, of: desk, at: now)))
    }
    let end = try desk.remove(name, isStolen: stolen, at: now)
    lines.insert("\(name)  \(texts.desk(.removed(until: end)))", at: 0)
    for line in lines + [texts.desk(.nextPublish)] {
      try StandardOutput.write(TerminalText.escaped(line))
    }
  }
}
