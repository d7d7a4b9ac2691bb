/// Sentences that come from elsewhere in English: of the parser of arguments, and of what the library says of a text. An unknown one stays as it is.
extension Chinese {
  func parserMessage(_ english: String) -> String {
    func parts(_ frame: String...) -> [Substring]? {
      Self.gaps(of: frame.joined(separator: "_") + "_", in: english)
    }
    if let parts = parts("The value '", "' is invalid for '", "'") {
      return "“\(parts[0])”不能用作 \(parts[1]) 的值\(rest(parts[2]))"
    }
    if let parts = parts("The option '", "' does not take any value, but '", "'") {
      return "选项 \(parts[0]) 不带值，却给出了“\(parts[1])”。"
    }
    if let parts = parts("Unknown option '", "'. Did you mean '", "'") {
      return "没有选项 \(parts[0])。是否指 \(parts[1])？"
    }
    if let parts = parts("Unknown option '", "'") { return "没有选项 \(parts[0])\(rest(parts[1]))" }
    if let parts = parts("Missing expected argument '", "'") {
      return "缺少 \(parts[0])\(rest(parts[1]))"
    }
    if let parts = parts("Missing value for '", "'") { return "\(parts[0]) 缺少值\(rest(parts[1]))" }
    if let parts = parts("Unexpected argument '", "'") {
      return "多余的参数“\(parts[0])”\(rest(parts[1]))"
    }
    if let parts = parts("", " unexpected arguments: ") { return "多余的参数：\(list(parts[1]))。" }
    return english
  }

  /// What stands in the gaps (`_`) of a frame; nil for a text of another frame.
  static func gaps(of frame: String, in text: String) -> [Substring]? {
    let pieces = frame.split(separator: "_", omittingEmptySubsequences: false)
    guard let first = pieces.first, let last = pieces.last, text.hasPrefix(first) else {
      return nil
    }
    var (parts, rest): ([Substring], Substring) = ([], text.dropFirst(first.count))
    for piece in pieces.dropFirst().dropLast() {
      guard let found = rest.firstRange(of: piece) else { return nil }
      parts.append(rest[..<found.lowerBound])
      rest = rest[found.upperBound...]
    }
    guard pieces.count > 1 else { return rest.isEmpty ? parts : nil }
    guard rest.hasSuffix(last) else { return nil }
    return parts + [rest.dropLast(last.count)]
  }

  private func rest(_ english: Substring) -> String {
    if english.hasPrefix(": ") { return "：" + english.dropFirst(2) }
    let choice = ". Please provide one of "
    return english.hasPrefix(choice) ? "：可用 \(list(english.dropFirst(choice.count)))。" : "。"
  }

  /// The words that the parser lists with quotes, or with hyphens where they are many.
  private func list(_ english: Substring) -> String {
    let many = "the following: - "
    let words =
      english.hasPrefix(many)
      ? english.dropFirst(many.count).split(separator: " - ")
      : english.split(separator: "'", omittingEmptySubsequences: false).enumerated()
        .filter { $0.offset % 2 == 1 }.map(\.element)
    return words.joined(separator: "、")
  }

  /// Why claims make no code.
  func detail(_ english: String) -> String {
    if english.hasPrefix("the name ") { return "姓名" + textFault(String(english.dropFirst(9))) }
    let birth = "the birth date "
    let words = english.dropFirst(birth.count).split(separator: " ", maxSplits: 3)
    guard english.hasPrefix(birth), words.count == 4, words[1] == "lies", words[2] == "after" else {
      return english
    }
    let evidence = "the evidence of "
    return words[3].hasPrefix(evidence)
      ? "出生日期 \(words[0]) 晚于 \(words[3].dropFirst(evidence.count)) 的证明"
      : "出生日期 \(words[0]) 晚于码的签发时间"
  }

  /// What is wrong with a text (`HealthText`).
  func textFault(_ english: String) -> String {
    let forbidden = "holds the forbidden character "
    if english.hasPrefix(forbidden) { return "含有禁用字符 \(english.dropFirst(forbidden.count))" }
    let numbers = english.split { !$0.isNumber }
    switch english {
    case "is empty": return "为空"
    case "begins or ends with a space": return "首尾有空格"
    case "shows nothing": return "没有可见的字符"
    case _ where english.contains(" characters, more than ") && numbers.count == 2:
      return "有 \(numbers[0]) 个字符，多于 \(numbers[1]) 个"
    case _ where english.contains(" bytes of UTF-8, more than ") && numbers.count == 3:
      return "有 \(numbers[0]) 字节，多于 \(numbers[2]) 字节"
    default: return english
    }
  }
}
