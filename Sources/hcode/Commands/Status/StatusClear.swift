import HCodeDesk
import ArgumentParser
import HCodeCore
import HCodeRegistry

struct StatusClear: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "clear",
    abstract: "End a revocation, a suspension or a raise to red that was a mistake.",
    discussion: """
      Takes two officers, and is logged like the change that it ends. It ends the gravest change; a revocation below a raise stays. The \
      codes are better again after the next list. Hand that list out whole, because a delta only makes codes worse.

      EXAMPLE
        hcode status clear main:149320 --why error --authority 'Appeal 12'
        hcode status clear --registry CN-HA.registry 2621563 --why error --authority 'Appeal 12' --key DESK-7.key \
      --request clear.request
        hcode approve clear.request --from DESK-7.pub --key DESK-9.key --registry CN-HA.registry --log /srv/log
      """)

  @OptionGroup var codes: CodeSelection
  @OptionGroup var change: ChangeOptions
  @OptionGroup var act: ActOptions

  func validate() throws { try act.check(alwaysTwo: true, codes) }

  func run() throws { try act.perform(.cleared, on: codes, alwaysTwo: true, change) }
}
