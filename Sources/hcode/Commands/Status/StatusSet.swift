import ArgumentParser
import HCodeCore

struct StatusSet: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "set",
    abstract: "Revoke or suspend codes, or raise them to red.",
    discussion: """
      Scanners learn of it from the next list of 'hcode status build'. All of the codes are changed or none. A code only \
      ever becomes worse here: from as-signed to suspended, to revoked, to red. One that has the status already is passed \
      over.

      EXAMPLE
        hcode status set --registry CN-HA.registry 2621563 --to revoked --why 'issued twice' --authority 'Desk 7'
        hcode status set --registry CN-HA.registry - --to red --why confirmed-case --authority 'Order 2026/117' <contacts.txt
      """)

  @OptionGroup var codes: CodeSelection

  @Option(
    name: .long, help: ArgumentHelp("revoked, suspended or red.", valueName: "status"),
    transform: Self.status)
  var to: CodeStatus

  @OptionGroup var change: ChangeOptions

  private static func status(_ word: String) throws -> CodeStatus {
    guard let status = CodeStatus(word: word), status != .asSigned else {
      throw ValidationError("takes revoked, suspended or red.")
    }
    return status
  }

  func validate() throws {
    // The same list as for a code that is signed red: each can be counted and appealed.
    guard to != .raisedToRed || StatusReason(word: change.why) != nil else {
      throw ValidationError(
        "--why takes for red one of \(StatusReason.allCases.map(\.word).joined(separator: ", ")).")
    }
  }

  func run() throws {
    let registry = try RegistryFile.open(codes.registry)
    let indexes = try codes.indexes(of: registry.identity)
    let note = try change.note()
    let count = try RegistryFile.told(codes.registry) { () throws(RegistryError) in
      try registry.set(to, of: indexes, note)
    }
    let passed = indexes.count - count
    try StandardOutput.write(
      "\(count) to \(to.word)" + (passed > 0 ? ", \(passed) had it already" : ""))
  }
}
