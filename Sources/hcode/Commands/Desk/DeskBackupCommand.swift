import ArgumentParser
import HCodeBase
import HCodeCore
import HCodeDesk
import HCodeSystem

struct DeskBackupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: "Write the whole desk into one file: keys, registries, log.",
    discussion: """
      Writes one tar file, mode 0600. Codes may be issued meanwhile. The file has the secret keys: keep it elsewhere, as safe as the \
      desk itself. It does not include a registry on a server.

      EXAMPLE
        hcode desk backup -o /backup/CN-HA.tar
      """)

  @Option(
    name: [.customShort("o"), .long], help: ArgumentHelp("The file to write.", valueName: "file"),
    completion: .file(extensions: ["tar"]))
  var output: FileName

  @OptionGroup var deskOptions: DeskOptions
  @OptionGroup var languageOptions: LanguageOptions

  func run() throws {
    let desk = try deskOptions.required()
    try AtomicFile.checkWritable(output, force: true)
    let count = try DeskBackup.write(desk, to: output, at: try Timestamp.now())
    try StandardOutput.write(
      TerminalText.escaped(
        "\(output.description)  " + languageOptions.language.texts.desk(.backedUp(files: count))))
  }
}
