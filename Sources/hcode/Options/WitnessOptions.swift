import HCodeDesk
import HCodeSystem
import HCodeTrust
import ArgumentParser
import HCodeCore

/// The witnesses of a log.
struct WitnessOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp("A witness's public key; may be repeated.", valueName: "vkey"),
    completion: .file())
  var witness: [FileName] = []

  @Option(
    name: .long,
    help: ArgumentHelp(
      "How many of the witnesses have to have cosigned. Default: all.", valueName: "n"))
  var quorum: Int?

  func keys() throws -> [NoteKey] {
    try witness.map { name in
      let key = try NoteKeyFile.read(name)
      guard key.kind == .cosignature else {
        throw LogFileError.logKey.in(name)
      }
      return key
    }
  }
}
