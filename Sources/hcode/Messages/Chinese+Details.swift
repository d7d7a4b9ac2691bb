/// Sentences that come from elsewhere in English: of the parser of arguments, and of what the library says of a text. An unknown one stays as it is.
extension Chinese {
  func parserMessage(_ english: String) -> String {
    let parts = english.split(separator: "'", maxSplits: 4, omittingEmptySubsequences: false)
    guard parts.count >= 3 else { return english }
    let first = parts[1]
    switch (parts[0], parts[2]) {
    case ("The value ", " is invalid for ") where parts.count == 5:
      return "“\(first)”不能用作 \(parts[3]) 的值\(rest(parts[4]))"
    case ("Missing expected argument ", _): return "缺少 \(first)\(rest(parts[2]))"
    case ("Missing value for ", _): return "\(first) 缺少值\(rest(parts[2]))"
    case ("Unknown option ", _): return "没有选项 \(first)\(rest(parts[2]))"
    case ("Unexpected argument ", _): return "多余的参数“\(first)”\(rest(parts[2]))"
    default: return english
    }
  }

  private func rest(_ english: Substring) -> String {
    english.hasPrefix(": ") ? "：" + english.dropFirst(2) : english.isEmpty ? "。" : String(english)
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
