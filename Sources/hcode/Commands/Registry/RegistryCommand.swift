import ArgumentParser

struct RegistryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "registry",
    abstract: "Keep an issuer's record of its codes.",
    discussion: """
      A registry belongs to one code key. It records which indexes are given away, when a code was issued, by whom and until when it is \
      valid, whether it was changed and on whose order. It keeps a keyed hash of the person, and the name only if it was made with \
      --keep-names.

      It is one file (SQLite), mode 0600, for several processes of one machine, never on a network file system. Or it is a database of a \
      PostgreSQL server, for many desks: every --registry takes postgres://HOST/DATABASE as well. Back it up with the key: a registry \
      that is restored from an old copy hands out indexes a second time (docs/registry.md).

      EXAMPLE
        hcode registry init CN-HA.registry --key CN-HA.pub --uri https://health.example.cn/status/1
        hcode issue --registry CN-HA.registry --key CN-HA.key --status green --valid 24h -o code.png
      """,
    subcommands: [
      RegistryInit.self, RegistryShow.self, RegistryFind.self, RegistryExport.self,
      RegistryForget.self, RegistryPurge.self, RegistryLease.self, RegistryCollect.self,
      RegistryAllocate.self,
    ])

  func run() throws {
    throw ValidationError(
      .noSubcommand([
        "init", "show", "find", "export", "forget", "purge", "lease", "collect", "allocate",
      ]))
  }
}
