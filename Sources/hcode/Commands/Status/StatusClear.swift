import HCodeDesk
import HCodeSystem
import ArgumentParser
import HCodeCore
import HCodeRegistry

struct StatusClear: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "clear",
    abstract: "Take back a revocation or a suspension that was a mistake.",
    discussion: """
      The codes are as signed again from the next list on; it has to be handed out whole, since a delta only ever makes \
      codes worse. Red is never cleared: the way out of red is a new code.

      EXAMPLE
        hcode status clear --registry CN-HA.registry 2621563 --why 'wrong number typed' --authority 'Desk 7'
      """)

  @OptionGroup var codes: CodeSelection
  @OptionGroup var change: ChangeOptions

  func run() throws {
    let registry = try RegistryFile.open(codes.registry)
    let indexes = try codes.indexes(of: registry.identity)
    let note = try change.note()
    try change.assurance.check(note.at, change.clock.source, registry, codes.registry)
    try codes.registry.naming { () throws(RegistryError) in
      try registry.clear(indexes, note)
    }
    try change.assurance.note(note.at, in: registry, codes.registry)
    try StandardOutput.write("\(indexes.count) to \(CodeStatus.asSigned.word)")
  }
}
