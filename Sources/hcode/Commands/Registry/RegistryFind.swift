import HCodeDesk
import HCodeSystem
import ArgumentParser
import HCodeBase
import HCodeRegistry

struct RegistryFind: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "find",
    abstract: "Find codes by person, index, officer or time.",
    discussion: """
      Prints one line per code, oldest first. A code has to match all options. The exit status is 0 even if nothing is found.

      EXAMPLE
        hcode registry find CN-HA.registry --subject 11010519491231002X
        hcode registry find CN-HA.registry --officer 4711 --since 2026-11-24T00:00:00Z --before 2026-11-25T00:00:00Z
      """)

  @Argument(help: ArgumentHelp("The registry.", valueName: "registry"), completion: .file())
  var file: FileName

  @OptionGroup var codes: CodeFilterOptions

  @Flag(name: .long, help: "One JSON object per line, for programs (docs/registry.md).")
  var json = false

  func run() throws {
    let registry = try RegistryFile.open(file)
    let filter = try codes.filter(of: registry, file)
    guard filter != CodeFilter() else {
      throw ValidationError(.noFilter)
    }
    let write = json ? CodeRecord.json : CodeRecord.line
    try registry.forEach(filter, file) { found in
      try StandardOutput.write(found.map { write($0, registry.identity) }.joined(separator: "\n"))
    }
  }
}

extension Registry {
  /// Hands over the codes that the filter lets through, a page at a time.
  func forEach(
    _ filter: CodeFilter, _ name: FileName, _ body: ([FoundCode]) throws -> Void
  ) throws {
    let now = try Timestamp.now()
    var last: RegisteredCode?
    while true {
      let found = try name.naming { () throws(RegistryError) in
        try codes(filter, after: last, at: now)
      }
      guard let end = found.last else { return }
      try body(found)
      last = end.code
    }
  }
}
