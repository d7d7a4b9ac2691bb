import HCodeBase

/// Reds a day, an issuer a row, as SVG: bursts and what is usual at one look.
package enum LogChart {
  private static let dayWidth = 10
  private static let rowHeight = 74
  private static let left = 150
  private static let top = 56
  /// Rows; the issuers with the most reds on one day come first.
  private static let mostRows = 12
  /// Days; the last ones are shown.
  private static let mostDays: Int64 = 120

  /// The picture; nil when nothing was logged.
  package static func svg(_ statistics: LogStatistics, title: String) -> String? {
    guard let span = statistics.span else { return nil }
    let last = span.last.seconds / LogDates.daySeconds
    let first = max(span.first.seconds / LogDates.daySeconds, last - mostDays + 1)
    let rows = statistics.issuers.filter { $0.value.reds > 0 }
      .sorted {
        (-($0.value.busiestDay(from: first)?.reds ?? 0), $0.key)
          < (-($1.value.busiestDay(from: first)?.reds ?? 0), $1.key)
      }
      .prefix(mostRows)
    let width = left + Int(last - first + 1) * dayWidth + 90
    let height = top + rows.count * rowHeight + 40
    var lines = [
      ##"<svg xmlns="http://www.w3.org/2000/svg" width="\##(width)" height="\##(height)" viewBox="0 0 \##(width) \##(height)" font-family="Noto Sans, Noto Sans CJK SC, sans-serif" font-size="12">"##,
      ##"<rect width="\##(width)" height="\##(height)" fill="white"/>"##,
      ##"<text x="12" y="24" font-size="16" font-weight="bold">\##(title.xmlEscaped)</text>"##,
      ##"<text x="12" y="42" fill="#555">Reds set each day (UTC). Filled: far above what the issuer usually sets.</text>"##,
    ]
    let bursts = statistics.findings.filter { $0.kind == .burst && $0.burst?.act != .yellow }
    for (number, (name, issuer)) in rows.enumerated() {
      let base = top + (number + 1) * rowHeight - 14
      let most = issuer.redsByDay.filter { $0.key >= first }.map(\.value).max() ?? 0
      lines.append(
        ##"<text x="12" y="\##(base - 18)" font-weight="bold">\##(name.description.xmlEscaped)</text>"##
      )
      lines.append(##"<text x="12" y="\##(base - 3)" fill="#555">\##(issuer.reds) reds</text>"##)
      lines.append(
        ##"<line x1="\##(left)" y1="\##(base)" x2="\##(width - 80)" y2="\##(base)" stroke="#bbb"/>"##
      )
      for (day, reds) in issuer.redsByDay.sorted(by: { $0.key < $1.key }) where day >= first {
        let isBurst = bursts.contains { $0.issuer == name && $0.burst?.days.contains(day) == true }
        let height = max(1, reds * (rowHeight - 24) / max(most, 1))
        lines.append(
          ##"<rect x="\##(left + Int(day - first) * dayWidth)" y="\##(base - height)" width="\##(dayWidth - 2)" height="\##(height)" fill="\##(isBurst ? "#c00020" : "#f0b6bf")" stroke="#c00020" stroke-width="0.5"/>"##
        )
      }
      lines.append(
        ##"<text x="\##(width - 74)" y="\##(base - rowHeight + 34)" fill="#555">most: \##(most)</text>"##
      )
    }
    let axis = top + rows.count * rowHeight + 6
    var day = first
    while day <= last {
      if let time = Timestamp(seconds: day * LogDates.daySeconds) {
        lines.append(
          ##"<text x="\##(left + Int(day - first) * dayWidth)" y="\##(axis)" fill="#555" font-size="11">\##(time.rfc3339.prefix(10).dropFirst(5))</text>"##
        )
      }
      day += 7
    }
    return (lines + ["</svg>"]).joined(separator: "\n") + "\n"
  }
}
