import HCodeDesk
import ArgumentParser
import HCodeCore
import HCodeRegistry

struct StatusClear: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "clear",
    abstract: "End a revocation, a suspension or a raise to red that was a mistake.",
    discussion: """
      It takes two officers, and is logged like what it ends. What was gravest ends; a revocation below a raise stays. The codes are \
      better again from the next list on; it has to be handed out whole, since a delta only ever makes codes worse.

      EXAMPLE
        hcode status clear --registry CN-HA.registry 2621563 --why error --authority 'Appeal 12' --key DESK-7.key \
      --request clear.request
        hcode approve clear.request --from DESK-7.pub --key DESK-9.key --registry CN-HA.registry --log /srv/log
      """)

  @OptionGroup var codes: CodeSelection
  @OptionGroup var change: ChangeOptions
  @OptionGroup var act: ActOptions

  func validate() throws { try act.check(alwaysTwo: true) }

  func run() throws {
    let registry = try RegistryFile.open(codes.registry)
    try act.perform(
      .cleared, on: try act.indexes(codes, of: registry, change), in: registry, codes.registry, change)
  }
}
