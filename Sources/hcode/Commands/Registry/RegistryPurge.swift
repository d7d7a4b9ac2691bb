import HCodeDesk
import HCodeSystem
import HCodeTrust
import ArgumentParser
import HCodeBase
import HCodeRegistry

struct RegistryPurge: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "purge",
    abstract: "Forget the people of codes that expired long enough ago; for cron.",
    discussion: """
      Like 'hcode registry forget' for every code whose expiry lies further back than the one given with --retain, here or when the \
      registry was made; who issued it is erased as well. Index, times, colour and status stay. Of changes of at most 20 codes that ended so long ago the \
      reason, the order and what opens the log's entry are erased too: the entry then belongs to nobody. With --clock-is-right nothing is erased: it notes that the clock is right, and the next \
      run erases.

      EXAMPLE
        hcode registry purge CN-HA.registry --retain 30d
        17 3 * * * hcode registry purge /var/lib/hcode/CN-HA.registry --retain 30d
      """)

  @Argument(help: ArgumentHelp("The registry.", valueName: "registry"), completion: .file())
  var file: FileName

  @Option(
    name: .long,
    help: ArgumentHelp(
      "How long after its expiry a code's person may still be found, instead of what the registry was made with: 30d.",
      valueName: "time"))
  var retain: Duration?

  @OptionGroup var clock: ClockOptions
  @OptionGroup var assurance: ClockAssurance

  func run() throws {
    let registry = try RegistryFile.open(file)
    guard let retention = retain?.seconds ?? registry.privacy.retention else {
      throw IssuingUseError.noRetention.in(file)
    }
    let now = try clock.time()
    try assurance.check(now, clock.source, registry, file)
    // What is erased does not come back: whoever vouches for the clock sees first what it is taken for.
    guard !assurance.clockIsRight else {
      try assurance.note(now, in: registry, file)
      return try StandardOutput.write(
        "0 purged: the clock is noted as right, \(now.rfc3339); run it again to erase")
    }
    let count = try file.naming { () throws(RegistryError) in
      try registry.purge(at: now, retention: retention)
    }
    let acts = try file.naming { () throws(RegistryError) in
      try registry.purgeActs(at: now, retention: retention)
    }
    try assurance.note(now, in: registry, file)
    try StandardOutput.write(
      "\(count) purged" + (acts > 0 ? ", \(acts) changes with their reasons" : ""))
    try registry.eraseTraces(file)
  }
}
