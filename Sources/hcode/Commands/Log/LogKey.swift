import HCodeGate
import HCodeSystem
import ArgumentParser
import HCodeCore

struct LogKey: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "key",
    abstract: "Print a public key in the form that logs use.",
    discussion: """
      Prints one line for --log-key and --witness: name, key id and key (a C2SP vkey). Make a witness's key with 'hcode keygen'; it \
      signs nothing else.

      EXAMPLE
        hcode log key WITNESS.pub --name witness.example --witness >witness.vkey
      """)

  @Argument(help: ArgumentHelp("The public key file.", valueName: "pub"), completion: .file())
  var key: FileName

  @Option(
    name: .long, help: ArgumentHelp("The witness's or the log's name.", valueName: "name"))
  var name: String

  @Flag(name: .long, help: "The key of a witness, not of a log.")
  var witness = false

  func run() throws {
    guard !FileName.holdsRawBytes(name), let noteName = NoteName(name) else {
      throw ValidationError(.notANoteName("--name"))
    }
    let key = NoteKey(
      name: noteName, publicKey: try PublicKey.read(self.key).publicKey,
      kind: witness ? .cosignature : .note)
    try StandardOutput.write(key.text)
  }
}
