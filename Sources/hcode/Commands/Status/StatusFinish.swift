import HCodeDesk
import HCodeSystem
import ArgumentParser

struct StatusFinish: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "finish",
    abstract: "Complete or drop the changes that a crash interrupted.",
    discussion: """
      A change is noted in the registry, then written into the log, then made. After a crash in between this looks whether the log has \
      the entry: then the change is made, else it is dropped. Run it while nobody else changes codes. It needs the log that the change was \
      begun for, and changes nothing with another one or with an older copy.

      EXAMPLE
        hcode status finish --registry CN-HA.registry --log /srv/log
      """)

  @Option(
    name: .long, help: ArgumentHelp("The registry of the codes.", valueName: "file"),
    completion: .file())
  var registry: FileName

  @OptionGroup var log: IssuerLogOptions

  @Flag(name: .long, help: "The issuer has no log.")
  var noLog = false

  func validate() throws {
    if log.log != nil, noLog { throw ValidationError(.logAndNone) }
    if log.log == nil, !noLog { throw ValidationError(.logOrNone) }
  }

  func run() throws {
    let opened = try RegistryFile.open(registry)
    let (completed, dropped) = try StatusAct.finish(opened, registry, log: log.folder)
    try StandardOutput.write("\(completed) completed, \(dropped) dropped")
  }
}
