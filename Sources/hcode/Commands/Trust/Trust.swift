import ArgumentParser

struct Trust: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trust",
    abstract: "Say whom to believe, and for what.",
    discussion: """
      An authority makes a trust list. It names the keys that may sign codes and the other authorities that it recognises. Checkpoints \
      import it. docs/trust.md says what is signed, by whom, and lists every refusal.
      """,
    subcommands: [
      TrustInit.self, TrustAdd.self, TrustGrant.self, TrustRecognise.self, TrustRemove.self,
      TrustSunset.self, TrustLog.self, TrustRoots.self, TrustBuild.self, TrustSign.self,
      TrustImport.self, TrustShow.self, TrustWhy.self, TrustUpdate.self, TrustBundle.self,
      TrustForget.self,
    ])
  func run() throws {
    throw ValidationError(
      .noSubcommand([
        "init", "add", "grant", "recognise", "remove", "sunset", "log", "roots", "build", "sign",
        "import", "show", "why", "update", "bundle", "forget",
      ]))
  }
}
