import HCodeDesk
import HCodeSystem
import HCodeTrust
import ArgumentParser
import HCodeCore

/// `--source`: the file that an authority edits, and that its lists are built from.
struct TrustSourceOptions: ParsableArguments {
  @Option(
    name: .long, help: ArgumentHelp("The source of the trust list.", valueName: "file"),
    completion: .file(extensions: ["json"]))
  var source = FileName("trust.json")

  /// Reads the source, changes it and writes it back, whole or not at all. What the change did to it is checked first.
  func edit(_ change: (inout TrustListSource) throws -> Void) throws {
    let file = try TrustSourceFile(source)
    var new = file.content
    try change(&new)
    try file.replace(with: new)
  }
}
