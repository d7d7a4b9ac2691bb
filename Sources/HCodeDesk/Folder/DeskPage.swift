import HCodeCore
import HCodeSystem
import HCodeTrust

/// The page that says what the published files are. The fingerprint is not on it: people compare that by telephone.
struct DeskPage {
  private let desk: DeskFolder
  /// The folders of its logs, that of the present one first.
  private let logs: [String]

  init(_ desk: DeskFolder, log: LogFolder) {
    self.desk = desk
    let present = String(decoding: log.folder.lastComponent, as: UTF8.self)
    let all = Set(desk.keys.map { DeskFolder.logFolderName($0.name) })
    logs = [present] + all.filter { $0 != present && desk.published($0).isThere }.sorted()
  }

  var html: String {
    let issuer = Self.escaped(desk.settings.issuer.description)
    let names = desk.source.content.names.byLanguage
    let chinese = Self.escaped(names["zh"] ?? desk.source.content.names.name(in: "en"))
    let english = Self.escaped(desk.source.content.names.name(in: "en"))
    let url = Self.escaped(desk.settings.url ?? "")
    var rows = [
      ("\(issuer).bundle", "all that a gate needs, in one signed file", "查验点所需的全部内容，合为一个签名文件"),
      ("\(issuer).trust", "the trust list: whose keys sign", "信任列表：谁的密钥可以签名"),
    ]
    rows += desk.keys(.code).map {
      (
        Self.escaped(desk.statusListName(of: $0)), "codes revoked, suspended or raised to red",
        "已撤销、暂停或转为红码的健康码"
      )
    }
    rows += [
      ("\(issuer).log", "the public log, whole", "完整的公共日志")
    ]
    rows += logs.enumerated().map { place, name in
      place == 0
        ? ("\(name)/", "the public log, as tiles", "分块的公共日志")
        : ("\(name)/", "another log, closed or not begun", "另一份日志，已关闭或尚未启用")
    }
    rows += [
      ("lists/", "every trust list that was published", "历次发布的信任列表")
    ]
    let lines = rows.map { name, en, zh in
      "<tr><td><a href=\"\(name)\">\(name)</a></td><td>\(en)</td><td lang=\"zh\">\(zh)</td></tr>"
    }
    return """
      <!DOCTYPE html>
      <html lang="en">
      <meta charset="utf-8">
      <title>\(issuer): signed health codes</title>
      <h1>\(issuer): \(english)</h1>
      <table>
      \(lines.joined(separator: "\n"))
      </table>
      <p>At a gate, once: <code>hcode trust import \(url)\(issuer).bundle --fingerprint …</code></p>
      <p>Ask the office for the fingerprint by telephone. It is not on this page on purpose: anybody who can change the page could change it too.</p>
      <section lang="zh">
      <h2>\(issuer)：\(chinese)</h2>
      <p>在查验点运行一次：<code>hcode trust import \(url)\(issuer).bundle --fingerprint …</code></p>
      <p>指纹请打电话向签发机构索取。本页特意不写指纹：能改动本页的人也能改动它。</p>
      </section>
      </html>

      """
  }

  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
