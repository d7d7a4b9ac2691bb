import HCodeRegistry

/// Why a row of a batch was not issued. The results file keeps the English sentence; a clerk reads this one.
extension Chinese {
  func batchFault(_ fault: BatchFault) -> String { batchSentence(fault.reason) }

  /// A sentence by its frame, and what stands in the gaps by theirs. An unknown one stays as it is.
  private func batchSentence(_ english: String) -> String {
    for (frame, chinese) in Self.batchFrames {
      guard let parts = Self.gaps(of: frame, in: english) else { continue }
      return zip(chinese.split(separator: "_", omittingEmptySubsequences: false), parts + [""])
        .map { $0 + batchSentence(String($1)) }.joined()
    }
    return textFault(english.hasPrefix("it ") ? String(english.dropFirst(3)) : detail(english))
  }

  private static let batchFrames = [
    ("it is empty, and takes _", "为空；应填_"),
    ("it is empty, and a product needs a place", "为空；填写产品时须填写地点"),
    ("it is empty, and desk.json requires it", "为空；desk.json 要求填写"),
    ("_; it takes _", "_；应填_"),
    ("it takes _", "应填_"),
    (
      "a number from _ to _ or one of _; at most _, with commas between them",
      " _ 到 _ 的数字，或下列之一：_；最多 _ 个，以逗号分隔"
    ),
    ("a number from _ to _", " _ 到 _ 的数字"),
    ("a time such as _ or _", "时刻，例如 _ 或 _"),
    ("a date such as _", "日期，例如 _"),
    ("a length of time such as _, _ or _", "时长，例如 _、_ 或 _"),
    ("a length of time such as _", "时长，例如 _"),
    (
      "1985-03-07, 1985-03 or 1985, and a year from 1850 to 2199",
      " 1985-03-07、1985-03 或 1985，年份从 1850 到 2199"
    ),
    ("one of _", "下列之一：_"),
    ("green, yellow or red", " green（绿）、yellow（黄）或 red（红）"),
    ("days and source, such as _", "天数和来源，例如 _"),
    ("areas such as _", "地区，例如 _"),
    ("why, for _", "原因，因为状态是 _"),
    ("the legal authority or order, for _", "法律依据或文号，因为状态是 _"),
    (
      "'_' is no area such as _, nor one with the day on which it was left, as _",
      "“_”不是地区；应填 _，或注明离开日期，如 _"
    ),
    ("'_' was left outside the days that the itinerary speaks of", "“_”的离开日期不在行程所述的日期内"),
    ("it is no list of areas", "不是地区列表"),
    ("green has neither reason nor authority", "绿码不填原因和依据"),
    ("red takes two officers: see _ and _", "红码须有两名经办人：见 _ 和 _"),
    (
      "a trust list names the log _, and gates look for a yellow or red code there: add _, or _",
      "信任列表写明了日志 _，查验点会在其中查找黄码和红码：请加上 _ 或 _"
    ),
    ("there is no such day", "没有这一天"),
    ("the year lies outside _ to _", "年份不在 _ 到 _ 之间"),
    (
      "it does not say in which time zone: end it with Z or with an offset such as _",
      "没有写明时区：请以 Z 或时差结尾，例如 _"
    ),
    ("_ looks like a spreadsheet's number for _", "_ 像是电子表格表示 _ 的数字"),
    ("it looks like a date in a spreadsheet's own way", "像是电子表格自己的日期写法"),
    (
      "it looks like a number that a spreadsheet shortened: format the column as text",
      "像是被电子表格缩短的数字：请把此列设为文本格式"
    ),
    ("it looks like a number that a spreadsheet shortened", "像是被电子表格缩短的数字"),
    ("it is what a spreadsheet shows for a column that is too narrow", "这是电子表格在列宽不足时显示的符号"),
    ("it is an error of the spreadsheet", "这是电子表格的错误值"),
    ("it is a formula of the spreadsheet: write the text alone", "这是电子表格的公式：请只写文字"),
    ("it has _ cells and the header has _", "有 _ 个单元格，表头有 _ 个"),
    ("it has more than _ cells", "单元格多于 _ 个"),
    ("it has more than _ bytes", "多于 _ 字节"),
    ("it is longer than _ KiB", "超过 _ KiB"),
    ("the line is longer than _ KiB", "此行超过 _ KiB"),
    ("it is not UTF-8: save the file as _", "不是 UTF-8：请将文件另存为 _"),
    ("the header is not UTF-8: save the file as _", "表头不是 UTF-8：请将文件另存为 _"),
    ("a quote opens and does not close within _ KiB", "引号在 _ KiB 内没有闭合"),
    (
      "a quote that opens here closes in line _ before the cell ends: lines _ to _ are in doubt",
      "此处的引号到第 _ 行才闭合，而单元格尚未结束：第 _ 行到第 _ 行存疑"
    ),
    (
      "text comes after a closing quote; write a quote inside a cell twice",
      "闭合引号之后还有文字；单元格内的引号须写两次"
    ),
    (
      "a quote is inside a cell that does not begin with one; put the cell in quotes and write the inner quote twice",
      "单元格不以引号开头，其中却有引号；请给单元格加上引号，内部的引号写两次"
    ),
    ("it is not JSON at byte _", "第 _ 字节处不是 JSON"),
    ("a member appears twice, at byte _", "有成员重复，在第 _ 字节"),
    ("it is nested too deeply at byte _", "第 _ 字节处嵌套过深"),
    ("there is more in it than is read, at byte _", "内容过多，读到第 _ 字节为止"),
    ("it is no JSON object", "不是 JSON 对象"),
    ("it is no text", "不是文本"),
    ("there is no such member; one that begins with _ is passed over", "没有此成员；以 _ 开头的成员会被忽略"),
    ("there is no such column; begin its name with _ to have it passed over", "没有此列；列名以 _ 开头即可忽略"),
    ("the column appears twice", "此列重复"),
    ("the first row names no column", "首行没有列名"),
    ("there is no header", "没有表头"),
    ("_ separates the columns: use a comma, a semicolon or a tab", "各列以“_”分隔：请改用逗号、分号或制表符"),
    ("the code would not lie within the key's validity", "码的有效期超出密钥的有效期"),
    ("it holds too much for one QR symbol", "内容过多，一个二维码放不下"),
    ("it does not fit a QR symbol at level _", "在纠错级别 _ 下一个二维码放不下"),
    (
      "no font here has the letter _: install _, or print a box with --force",
      "本机没有含 _ 的字体：请安装 _，或用 --force 印成方框"
    ),
    (
      "no font here has _: install _, or print boxes with --force",
      "本机没有含 _ 的字体：请安装 _，或用 --force 印成方框"
    ),
    ("there is no room for the code on such a label", "这种标签放不下此码"),
    (
      "a module of the code would be _ mm wide; phones read _ mm from _ cm",
      "码的模块宽只有 _ 毫米；手机须有 _ 毫米才能在 _ 厘米外识读"
    ),
    ("there was no memory to make its salt", "内存不足，无法生成盐值"),
    ("holds nothing but spaces", "只有空格"),
  ]
}
