import HCodeDesk
import HCodeSystem
import ArgumentParser
import HCodeRegistry

struct RegistryForget: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forget",
    abstract: "Remove from a registry what identifies a person.",
    discussion: """
      Erases the hash of the subject and the name from the record of each selected code, and overwrites them in the file. Index, times, \
      colour and status stay, so that a revocation stands. The officer stays too, because the officer answers for the code. This cannot \
      be undone. It does not reach backups.

      EXAMPLE
        hcode registry forget CN-HA.registry --subject 11010519491231002X
      """)

  @Argument(help: ArgumentHelp("The registry.", valueName: "registry"), completion: .file())
  var file: FileName

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The person, as given to 'hcode issue --subject'; - reads it from standard input.",
      valueName: "text"))
  var subject: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The code's index, or key id, colon and index. May be repeated.", valueName: "id"))
  var index: [String] = []

  @OptionGroup var clock: ClockOptions

  func validate() throws {
    guard subject != nil || !index.isEmpty else {
      throw ValidationError(.nobodyToForget)
    }
  }

  func run() throws {
    let registry = try RegistryFile.open(file)
    var filters: [CodeFilter] = []
    if let subject {
      var filter = CodeFilter()
      filter.subject = try SubjectReference.hash(subject, in: registry, file)
      filters.append(filter)
    }
    for id in index {
      var filter = CodeFilter()
      filter.index = try CodeSelection.index(id, of: registry.identity)
      filters.append(filter)
    }
    let now = try clock.time()
    let count = try file.naming { () throws(RegistryError) in
      try registry.forget(filters, at: now)
    }
    try StandardOutput.write(Language.forErrors.texts.result(.forgotten(count)))
    try registry.eraseTraces(file)
  }
}

extension Registry {
  /// Takes what was erased out of the files. That another process reads them is no failure: the next one does it.
  func eraseTraces(_ name: FileName) throws {
    do {
      try eraseTraces()
    } catch RegistryError.busy {
      Notice.notOverwritten.tell("note: \(name.description): ")
    } catch {
      try name.naming { () throws(RegistryError) in throw error }
    }
  }
}
