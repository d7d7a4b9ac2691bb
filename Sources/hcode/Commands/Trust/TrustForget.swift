import HCodeGate
import HCodeSystem
import HCodeTrust
import ArgumentParser
import HCodeCore

struct TrustForget: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forget",
    abstract: "Remove an authority, the material of another format, or rules from the store.",
    discussion: """
      Its codes are then from an unknown issuer, unless another pinned authority recognises it. A list that is imported later may be \
      older than the forgotten one. For another format give the name that 'hcode trust show' prints, such as dcc or dcc/NAME; for rules, \
      rules or rules/NAME.

      EXAMPLE
        hcode trust forget CN-HA
        hcode trust forget dcc
      """)

  @Argument(
    help: ArgumentHelp("The authority, or the name of foreign lists or rules.", valueName: "name"))
  var authority: String

  @OptionGroup var storeOptions: StoreOptions

  func run() throws {
    let isForgotten = try storeOptions.trustStore.change { holdings in
      let isAuthority = IssuerIdentifier(authority).map { holdings.forget($0) } ?? false
      let isForeign = holdings.forgetForeign(authority)
      return holdings.forgetRules(authority) || isForeign || isAuthority
    }
    guard isForgotten else {
      throw TrustUseError.notHeld(authority)
    }
    try StandardOutput.write(
      TerminalText.escaped(Language.forErrors.texts.result(.forgot(authority))))
  }
}
