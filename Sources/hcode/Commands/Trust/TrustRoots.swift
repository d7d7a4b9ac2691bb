import HCodeGate
import HCodeSystem
import HCodeCore
import ArgumentParser
import HCodeTrust

struct TrustRoots: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "roots",
    abstract: "Change the root keys, or how many have to sign.",
    discussion: """
      The next list then needs signatures of the old root keys, as many as the last list asks for, and of the new ones. Checkpoints that \
      have the last list follow without help; nobody has to compare fingerprints again.

      EXAMPLE
        hcode trust roots --add root-4.pub --remove 5a3c0d9be81f2467
      """)

  @Option(
    name: .long, parsing: .upToNextOption, help: ArgumentHelp("Keys to add.", valueName: "pub"),
    completion: .file(extensions: ["pub"]))
  var add: [FileName] = []

  @Option(
    name: .long, parsing: .upToNextOption,
    help: ArgumentHelp("Key ids to remove.", valueName: "kid"))
  var remove: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp("How many have to sign. Default: as before.", valueName: "n"))
  var threshold: Int?

  @OptionGroup var source: TrustSourceOptions

  func validate() throws {
    if add.isEmpty, remove.isEmpty, threshold == nil {
      throw ValidationError(.nothingToChange)
    }
  }

  func run() throws {
    var lines: [String] = []
    try source.edit { content in
      let old = content.roots
      var keys = old.keys
      for identifier in remove {
        guard let index = keys.firstIndex(where: { $0.publicKey.identifier.hex == identifier })
        else {
          throw TrustUseError.notARootKey(
            identifier, source: source.source, roots: old.keys.map(\.publicKey.identifier))
        }
        keys.remove(at: index)
      }
      for name in add {
        let file = try PublicKey.read(name)
        if let place = content.path(of: file.publicKey),
          !place.hasPrefix("roots.") || keys.contains(where: { $0.publicKey == file.publicKey })
        {
          throw TrustUseError.keyInSource(file.publicKey.identifier, path: place, asRoot: true).in(
            name)
        }
        keys.append(TrustListSource.KeyGroup.Member(file))
      }
      let needed = threshold ?? old.threshold
      guard let new = TrustListSource.KeyGroup(threshold: needed, keys: keys) else {
        throw TrustUseError.threshold(needed, of: keys.count)
      }
      content.roots = new
      lines = Self.lines(old, new)
    }
    for line in lines { try StandardOutput.write(TerminalText.escaped(line)) }
  }

  private static func lines(
    _ old: TrustListSource.KeyGroup, _ new: TrustListSource.KeyGroup
  ) -> [String] {
    [
      "roots: \(new.threshold) of \(new.keys.count) have to sign, before \(old.threshold) of \(old.keys.count)",
      "the next list needs \(old.threshold) signatures of the old root keys and \(new.threshold) of the new; a key that is both counts for both",
      "old root keys that are no longer in the list sign with 'hcode trust sign --old LIST-BEFORE'",
    ]
  }
}
