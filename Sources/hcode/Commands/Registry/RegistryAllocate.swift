import HCodeDesk
import HCodeSystem
import ArgumentParser
import HCodeRegistry

struct RegistryAllocate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "allocate",
    abstract: "Take indexes out of a registry, for a desk that issues without it.",
    discussion: """
      Prints one index per line, each for one 'hcode issue --index'. None is ever handed out again, used or not. Codes with these \
      indexes can be revoked, but the registry does not know until when they are valid.

      EXAMPLE
        hcode registry allocate CN-HA.registry --count 500 >desk-7.txt
      """)

  @Argument(help: ArgumentHelp("The registry.", valueName: "registry"), completion: .file())
  var file: FileName

  @Option(name: .long, help: ArgumentHelp("How many, at most 1000000.", valueName: "n"))
  var count: UInt32 = 1

  func validate() throws {
    guard (1...1_000_000).contains(count) else {
      throw ValidationError(.outside("--count", 1...1_000_000))
    }
  }

  func run() throws {
    let registry = try RegistryFile.open(file)
    let indexes = try file.naming { () throws(RegistryError) in
      try registry.allocate(count: count)
    }
    try StandardOutput.write(indexes.map(String.init).joined(separator: "\n"))
  }
}
