import HCodeBase
import HCodeCore

/// The fixed words of a table or an option, as offices write them: in any case, in Chinese, with the blanks that a phone puts in.
package enum CellWords {
  private static let chinese: [String: String] = [
    "绿": "green", "绿码": "green", "绿色": "green", "黄": "yellow", "黄码": "yellow", "黄色": "yellow",
    "红": "red", "红码": "red",
    "红色": "red", "綠碼": "green", "綠色": "green", "黃碼": "yellow", "黃色": "yellow", "紅碼": "red",
    "紅色": "red",
    "陰性": "negative", "陽性": "positive", "核酸": "pcr", "核酸检测": "pcr", "抗原": "antigen",
    "抗原检测": "antigen", "抗体": "antibody",
    "抗体检测": "antibody",
    "阴性": "negative", "阴": "negative", "阳性": "positive", "阳": "positive", "不确定": "undetermined",
    "未定": "undetermined",
    "确诊": "confirmed-case", "确诊病例": "confirmed-case", "疑似": "suspected-case",
    "疑似病例": "suspected-case",
    "密接": "close-contact", "密切接触者": "close-contact", "次密接": "secondary-contact",
    "次密切接触者": "secondary-contact",
    "风险地区": "listed-area", "症状": "symptoms", "有症状": "symptoms", "检测超期": "test-overdue",
    "入境": "arrival", "抵达": "arrival",
    "跨境货运人员": "freight-crossing",
    "口岸货运人员": "freight-terminal",
    "机组人员": "aircrew",
    "海员": "seafarer",
    "列车乘务人员": "rail-crew",
    "医务人员": "health-worker",
    "跨境通勤人员": "frontier-worker",
    "外交人员": "diplomatic",
    "学生": "pupil",
    "居民": "resident",
  ]

  /// The word that programs write: `Green`, `GREEN` and `绿码` are `green`, `Close contact` is `close-contact`.
  package static func word(_ text: String) -> String {
    let text = narrow(text[...])
    if let word = chinese[text] { return word }
    return String(text.lowercased().map { $0 == " " || $0 == "_" ? "-" : $0 })
  }

  /// Column names in Chinese.
  private static let columns: [String: String] = [
    "编号": "ref", "序号": "ref", "证件号": "subject", "证件号码": "subject", "身份证号": "subject",
    "身份证号码": "subject", "状态": "status",
    "颜色": "status", "码色": "status", "健康码": "status", "有效期": "valid", "生效时间": "not_before",
    "姓名": "name", "名字": "name",
    "拼音": "latin_name", "姓名拼音": "latin_name", "英文名": "latin_name", "英文姓名": "latin_name",
    "出生日期": "birth_date",
    "生日": "birth_date", "出生年月": "birth_date", "证件尾号": "document_tail", "证件号后几位": "document_tail",
    "原因": "reason",
    "依据": "authority", "文号": "authority", "检测类型": "test_kind", "检测项目": "test_kind",
    "检测方法": "test_kind",
    "检测结果": "test_result", "结果": "test_result", "检测时间": "test_time", "采样时间": "test_time",
    "检测地点": "test_place",
    "检测机构": "test_place", "采样地点": "test_place", "试剂": "test_product", "接种剂次": "vaccination_dose",
    "剂次": "vaccination_dose",
    "应接种剂次": "vaccination_of", "总剂次": "vaccination_of", "接种日期": "vaccination_date",
    "接种时间": "vaccination_date",
    "接种地点": "vaccination_place", "接种单位": "vaccination_place", "疫苗": "vaccination_product",
    "疫苗名称": "vaccination_product",
    "行程": "itinerary", "到访地区": "stays", "类别": "category", "人员类别": "category",
    "康复日期": "recovery_date", "康复地点": "recovery_place",
  ]

  /// The column of a name in Chinese; nil for any other name.
  static func column(_ name: String) -> String? { columns[name] }

  /// A day as spreadsheets write it, as `1985-03-07`: year first with slashes, dots, Chinese signs or nothing between, or day, month and year with dots. Nil where nobody knows which number is the month.
  package static func day(_ text: String) -> String? {
    var text = text[...]
    // Excel shows a day that it took for a time.
    for midnight in ["T00:00:00", "T00:00:00.000", " 00:00:00", " 0:00:00", " 00:00", " 0:00"]
    where text.hasSuffix(midnight) {
      text = text.dropLast(midnight.count)
      break
    }
    let plain = String(
      narrow(text).map { "年月".contains($0) ? "-" : $0 }.filter { $0 != "日" })
    // A date that begins with its day or month has a month from 18 to 21 when it is read so, and is refused.
    if plain.utf8.count == 8, plain.utf8.allSatisfy({ $0.isASCIIDigit }) {
      return "\(plain.prefix(4))-\(plain.dropFirst(4).prefix(2))-\(plain.suffix(2))"
    }
    for separator: Character in ["/", "-", "."] {
      let parts = plain.split(separator: separator, omittingEmptySubsequences: false)
      guard parts.count == 3,
        parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { $0.isASCIIDigit } })
      else { continue }
      let sizes = parts.map(\.utf8.count)
      let ordered: [Substring]
      if sizes[0] == 4, sizes[1] <= 2, sizes[2] <= 2 {
        ordered = parts
      } else if separator == ".", sizes[2] == 4, sizes[0] <= 2, sizes[1] <= 2 {
        ordered = parts.reversed()
      } else {
        return nil
      }
      return String(ordered[0]) + "-" + padded(ordered[1]) + "-" + padded(ordered[2])
    }
    return nil
  }

  /// A text with the digits and signs of a Chinese input method in ASCII.
  private static func narrow(_ text: Substring) -> String {
    var plain = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let ascii = (0xFF01...0xFF5E).contains(scalar.value) ? scalar.value - 0xFEE0 : scalar.value
      plain.append(Unicode.Scalar(ascii) ?? scalar)
    }
    return String(plain)
  }

  /// A length of time as people write it: `24 h`, `24H`, `14天` and `24小时` are `24h`, `24h`, `14d` and `24h`.
  package static func duration(_ text: String) -> String {
    var plain = narrow(text[...]).lowercased().filter { $0 != " " }
    for (word, unit) in [
      ("分钟", "m"), ("分鐘", "m"), ("小时", "h"), ("小時", "h"), ("天", "d"), ("日", "d"),
    ] where plain.hasSuffix(word) {
      plain = plain.dropLast(word.count) + unit
      break
    }
    return plain
  }

  private static func padded(_ number: Substring) -> String {
    number.utf8.count == 1 ? "0" + number : String(number)
  }

  /// A time whose day is written as a spreadsheet does: `2026/11/28 8:00+08:00`.
  static func time(_ text: String) -> String {
    guard let blank = text.firstIndex(where: { $0 == " " || $0 == "T" }),
      let day = day(String(text[..<blank]))
    else { return text }
    let rest = text[text.index(after: blank)...]
    let isShort = rest.dropFirst().first == ":"
    return day + "T" + (isShort ? "0" : "") + rest
  }
}
