package import HCodeBase

extension CertLogicExpression {
  /// The paths into the data that the expression may look at, without those inside the step of a reduction, which begin
  /// elsewhere.
  package var paths: Set<ExactText> {
    var paths = Set<ExactText>()
    Self.collect(root, &paths)
    return paths
  }

  private static func collect(_ node: Node, _ paths: inout Set<ExactText>) {
    switch node {
    case .literal, .invalid: break
    case .variable(let path): paths.insert(ExactText(path.map(\.name).joined(separator: ".")))
    case .array(let nodes), .and(let nodes), .compareIntegers(_, let nodes),
      .compareTimes(_, let nodes):
      for node in nodes { collect(node, &paths) }
    case .choice(let first, let second, let third):
      for node in [first, second, third] { collect(node, &paths) }
    case .identical(let left, let right), .member(let left, let right), .sum(let left, let right):
      for node in [left, right] { collect(node, &paths) }
    case .not(let node), .plusTime(let node, _, _), .dateOfBirth(let node),
      .uvciFragment(let node, _):
      collect(node, &paths)
    case .reduce(let array, _, let initial):
      for node in [array, initial] { collect(node, &paths) }
    }
  }
}
