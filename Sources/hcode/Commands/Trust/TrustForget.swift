import ArgumentParser
import HCodeCore

struct TrustForget: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forget",
    abstract: "Take an authority out of the store, with its status lists.",
    discussion: """
      Its codes are from an unknown issuer then, unless another authority that is pinned recognises it. A list that is \
      imported later may be older than the forgotten one.

      EXAMPLE
        hcode trust forget CN-HA
      """)

  @Argument(help: ArgumentHelp("The authority.", valueName: "authority"))
  var authority: String

  @OptionGroup var storeOptions: StoreOptions

  func run() throws {
    let isForgotten = try storeOptions.trustStore.change { holdings in
      IssuerIdentifier(authority).map { holdings.forget($0) } ?? false
    }
    guard isForgotten else {
      throw CommandFailure(
        "no list of \(authority) is in this store", hint: "see 'hcode trust show'", .data)
    }
    try StandardOutput.write(TerminalText.escaped("forgot \(authority)"))
  }
}
