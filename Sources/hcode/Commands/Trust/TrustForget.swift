import HCodeGate
import HCodeSystem
import HCodeTrust
import ArgumentParser
import HCodeCore

struct TrustForget: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forget",
    abstract: "Take an authority out of the store, what is held of another format, or rules.",
    discussion: """
      Its codes are from an unknown issuer then, unless another authority that is pinned recognises it. A list that is \
      imported later may be older than the forgotten one. Of another format the name is what 'hcode trust show' tells, such as \
      dcc or dcc/NAME; of rules it is rules or rules/NAME.

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
    try StandardOutput.write(TerminalText.escaped("forgot \(authority)"))
  }
}
