import HCodeDesk
import HCodeSystem
import HCodeRegistry
import ArgumentParser

struct RegistryCollect: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "collect",
    abstract: "Record in a registry what desks issued from their leases.",
    discussion: """
      Run it as often as you like, also while the desk goes on: it skips what is known already. Until then the registry can revoke a \
      desk's codes but does not know whom they are about.

      EXAMPLE
        hcode registry collect postgres://db.example/hcode desk-7.registry desk-8.registry
      """)

  @Argument(help: ArgumentHelp("The registry.", valueName: "registry"), completion: .file())
  var file: FileName

  @Argument(
    help: ArgumentHelp("The desks' registries, from 'hcode registry lease -o'.", valueName: "desk"),
    completion: .file())
  var desks: [FileName]

  func run() throws {
    let registry = try RegistryFile.open(file)
    for name in desks {
      let desk = try RegistryFile.open(name)
      let count: Int
      do {
        count = try registry.collect(from: desk)
      } catch {
        throw error.in(FileName(bytes: file.bytes + Array(": ".utf8) + name.bytes))
      }
      try StandardOutput.write(
        TerminalText.escaped(
          Language.forErrors.texts.result(
            .collected(file: name.description, codes: count))))
    }
  }
}
