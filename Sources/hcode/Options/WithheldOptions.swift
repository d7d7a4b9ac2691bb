import ArgumentParser

/// `--without`: the parts of a code that are not printed.
struct WithheldOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      """
      Do not print this part of a code: holder, evidence, or both with a comma. For a gate that keeps its output.
      """,
      valueName: "part"),
    completion: .list(Withheld.Part.allCases.map(\.rawValue)))
  var without: [String] = []

  func validate() throws {
    guard Withheld(without) != nil else { throw ValidationError(.notWithheld) }
  }

  var withheld: Withheld { Withheld(without) ?? Withheld() }
}
