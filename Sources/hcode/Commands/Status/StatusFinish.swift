import HCodeDesk
import HCodeSystem
import ArgumentParser

struct StatusFinish: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "finish",
    abstract: "Complete or drop the changes that a crash interrupted.",
    discussion: """
      A change is first noted in the registry, then written into the log, then made. If a crash came in between, this command checks \
      whether the log has the entry. If so it makes the change, otherwise it drops it. Run it while nobody else changes codes. It needs \
      the log for which the change was begun, and changes nothing with another log or an older copy.

      EXAMPLE
        hcode status finish --registry CN-HA.registry --log /srv/log
      """)

  @OptionGroup var deskOptions: DeskOptions

  @Option(
    name: .long,
    help: ArgumentHelp("The registry of the codes. Default: the desk's.", valueName: "file"),
    completion: .file())
  var registry: FileName?

  @OptionGroup var log: IssuerLogOptions

  @Flag(name: .long, help: "The issuer has no log.")
  var noLog = false

  func validate() throws {
    try deskOptions.check([("--registry", registry), ("--log", log.log)])
    if deskOptions.isFound { return }
    if registry == nil { throw ValidationError(.noRegistryOrDesk) }
    if log.log != nil, noLog { throw ValidationError(.logAndNone) }
    if log.log == nil, !noLog { throw ValidationError(.logOrNone) }
  }

  func run() throws {
    let desk = try deskOptions.open()
    let registries =
      desk.map { desk in desk.keys(.code).map(desk.registry(of:)) } ?? registry.map { [$0] } ?? []
    var (completed, dropped) = (0, 0)
    for name in registries where desk == nil || RegistryFile.isHere(name) {
      let (done, forgotten) = try StatusAct.finish(
        try RegistryFile.open(name), name, log: desk?.log ?? log.folder)
      completed += done
      dropped += forgotten
    }
    try StandardOutput.write(
      Language.forErrors.texts.result(.finished(completed: completed, dropped: dropped)))
  }
}
