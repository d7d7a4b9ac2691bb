import HCodeGate
import HCodeSystem
import ArgumentParser
import HCodeFormats

/// `--rules`: what counts here, said for one run. A gate keeps its rules in the store, since an option costs each start.
struct RuleOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "Rules that say which certificates count here (docs/rules.md), besides those in the store; may be repeated.",
      valueName: "file"),
    completion: .file(extensions: ["json"]))
  var rules: [FileName] = []

  /// nil when no rules were named.
  func named() throws -> NamedRules? {
    guard !rules.isEmpty else { return nil }
    return NamedRules(
      try rules.map { RulesInForce(name: $0.description, set: try RuleFile.read($0)) })
  }
}
