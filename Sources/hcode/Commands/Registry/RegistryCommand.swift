import ArgumentParser

struct RegistryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "registry",
    abstract: "Keep what an issuer has to remember of its codes.",
    discussion: """
      A registry is one file (SQLite), mode 0600, and belongs to one code key: which indexes are given away, when a code \
      was issued and until when it is valid, what became of it and on whose order. It holds no names. Several \
      processes of one machine may use it at once; never put it on a network file system. Back it up with the key: a \
      registry that is put back from an old copy hands out indexes a second time.

      EXAMPLE
        hcode registry init CN-HA.registry --key CN-HA.pub --uri https://health.example.cn/status/1
        hcode issue --registry CN-HA.registry --key CN-HA.key --status green --valid 24h -o code.png
      """,
    subcommands: [RegistryInit.self, RegistryShow.self, RegistryAllocate.self])

  func run() throws { throw ValidationError("Say what to do: init, show or allocate.") }
}
