/// Why expressions were not worked.
enum RulesUseError: Error, Equatable {
  case noLogic(line: Int)
}
