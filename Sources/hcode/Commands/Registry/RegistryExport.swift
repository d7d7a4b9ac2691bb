import HCodeDesk
import HCodeSystem
import HCodeRegistry
import ArgumentParser

struct RegistryExport: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write the records of codes as NDJSON or CSV.",
    discussion: """
      Writes all codes or the selected ones to standard output, oldest first. Subjects appear as their keyed hash, which only this \
      registry can compare. The secret order of the indexes is left out. The output is for statistics and audits, not a backup: see \
      docs/registry.md for those.

      EXAMPLE
        hcode registry export CN-HA.registry --format csv --since 2026-11-24T00:00:00Z >today.csv
      """)

  /// How records are written.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case ndjson
    case csv
  }

  @Argument(help: ArgumentHelp("The registry.", valueName: "registry"), completion: .file())
  var file: FileName

  @OptionGroup var codes: CodeFilterOptions

  @Option(name: .long, help: ArgumentHelp("ndjson or csv.", valueName: "format"))
  var format = Format.ndjson

  func run() throws {
    let registry = try RegistryFile.open(file)
    let filter = try codes.filter(of: registry, file)
    if format == .csv { try StandardOutput.write(CodeRecord.csvHeader) }
    let write = format == .csv ? CodeRecord.csv : CodeRecord.json
    try registry.forEach(filter, file) { found in
      try StandardOutput.write(found.map { write($0, registry.identity) }.joined(separator: "\n"))
    }
  }
}
