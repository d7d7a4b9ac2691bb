/// Files from URLs, fetched with the system's curl: https, http from this machine itself, and file. Nothing else in hcode
/// uses the network.
package enum URLFetching {
  /// Whether a name is a URL, so that curl and not open(2) gets it.
  package static func isURL(_ name: FileName) -> Bool {
    ["https://", "http://", "file://"].contains { name.bytes.starts(with: $0.utf8) }
  }

  /// curl, which gives at most that many bytes.
  package static func program(limit: Int, seconds: Int = 120) -> ExternalProgram {
    ExternalProgram(
      name: "curl", package: "curl", seconds: seconds + 10, outputBytes: limit,
      environment: [
        "PATH", "HOME", "https_proxy", "HTTPS_PROXY", "no_proxy", "NO_PROXY", "SSL_CERT_FILE",
        "SSL_CERT_DIR", "CURL_CA_BUNDLE",
      ])
  }

  /// What the URL gives.
  package static func bytes(of name: FileName, limit: Int) throws -> [UInt8] {
    try bytes(of: name, FetchLimits(bytes: limit))
  }

  /// What the URL gives within those limits.
  package static func bytes(of name: FileName, _ limits: FetchLimits) throws -> [UInt8] {
    try output(of: name, limits, answerBytes: limits.bytes)
  }

  /// What the URL gives within those limits, unless the server has the version that the tag names.
  package static func file(
    _ name: FileName, _ limits: FetchLimits, unless tag: EntityTag? = nil
  ) throws -> FetchedFile {
    let mark = mark()
    let header = tag.map { ["--header", "If-None-Match: \($0.text)"] } ?? []
    let output = try output(
      of: name, limits, header + ["--write-out", "\\n\(mark) %{http_code} %header{etag}\\n"],
      answerBytes: limits.bytes + 4096)
    // A curl older than 7.84 knows no %header, and its answer has no tag.
    guard let place = start(of: Array("\n\(mark) ".utf8), in: output.suffix(4096)) else {
      return .new(output, nil)
    }
    let words = String(decoding: output[(place + 1)...], as: UTF8.self).split(
      separator: " ", maxSplits: 2
    ).map { $0.filter { $0 != "\n" } }
    if tag != nil, words.dropFirst().first == "304" { return .unchanged }
    return .new(Array(output[..<place]), words.dropFirst(2).first.flatMap { EntityTag($0) })
  }

  /// What curl writes for that URL.
  private static func output(
    of name: FileName, _ limits: FetchLimits, _ options: [String] = [], answerBytes: Int
  ) throws -> [UInt8] {
    let url = name.description
    guard isAllowed(url) else {
      throw URLFetchError.insecure.in(name)
    }
    do {
      return try program(limit: answerBytes, seconds: limits.seconds).output(
        arguments: arguments(of: url, limits) + options + ["--url", url])
    } catch {
      switch error {
      case .toolMissing(let package):
        throw URLFetchError.curlMissing(package: package).in(name)
      case .timedOut:
        throw URLFetchError.tooSlow.in(name)
      case .tooMuchOutput:
        throw URLFetchError.failed(detail: "curl gave more than \(limits.bytes) bytes").in(name)
      case .failed(let detail, _):
        throw URLFetchError.failed(detail: detail).in(name)
      // curl is started unconfined: it has to reach the network.
      case .notConfinable(let lack):
        throw URLFetchError.failed(detail: lack.rawValue).in(name)
      }
    }
  }

  /// What curl is held to. No configuration file, no other protocol, no expansion of [] and {} in the URL, bounded in size and
  /// time. Without --location curl would hand out the page that comes with a redirection instead of failing.
  private static func arguments(of url: String, _ limits: FetchLimits) -> [String] {
    let scheme = url.prefix { $0 != ":" }
    return [
      "--disable", "--silent", "--show-error", "--fail", "--globoff", "--proto", "=\(scheme)",
      "--location", "--max-redirs", "0", "--connect-timeout", String(limits.connectSeconds),
      "--max-time", String(limits.seconds), "--speed-limit", "1024",
      "--speed-time", String(FetchLimits.slowSeconds), "--max-filesize", String(limits.bytes),
    ]
  }

  /// What URLs of one server give, by one curl and over one connection; nil for each that would have failed on its own, so ask for
  /// it alone to be told why. Nil when nothing was got: the last one failed, all were more than `total`, or too slow.
  package static func together(_ names: [FileName], limit: Int, total: Int) -> [[UInt8]?]? {
    let urls = names.map(\.description)
    guard let first = urls.first, urls.allSatisfy(isAllowed) else { return nil }
    let mark = mark()
    let options =
      arguments(of: first, FetchLimits(bytes: limit))
      + ["--write-out", "\\n\(mark) %{exitcode} %{size_download}\\n"]
    guard
      let output = try? program(limit: total).output(
        arguments: options + urls.flatMap { ["--url", $0] })
    else { return nil }
    var parts: [[UInt8]?] = []
    var rest = output[...]
    let sign = Array("\n\(mark) ".utf8)
    for _ in urls {
      guard let place = start(of: sign, in: rest) else { return nil }
      let body = Array(rest[..<place])
      rest = rest[(place + sign.count)...]
      let line = String(decoding: rest.prefix { $0 != 0x0A }, as: UTF8.self)
      rest = rest.dropFirst(line.utf8.count + 1)
      parts.append(line == "0 \(body.count)" ? body : nil)
    }
    return rest.isEmpty ? parts : nil
  }

  /// What curl writes behind an answer. It is drawn at random: no server can put it into an answer.
  private static func mark() -> String {
    (0..<2).map { _ in String(UInt64.random(in: 0...(.max)), radix: 36) }.joined()
  }

  private static func start(of sign: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
    bytes.indices.first { bytes[$0] == sign[0] && bytes[$0...].starts(with: sign) }
  }

  /// http only from this machine: a loopback address, and nothing that only looks like one.
  package static func isAllowed(_ url: String) -> Bool {
    guard url.hasPrefix("http://") else { return true }
    let authority = url.dropFirst(7).prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    let parts = authority.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let isIPv6 = authority.hasPrefix("[::1]")
    let host = isIPv6 ? "[::1]" : String(parts.first ?? "")
    let rest = authority.dropFirst(host.count)
    return ["localhost", "127.0.0.1", "[::1]"].contains(host)
      && (rest.isEmpty || rest.first == ":" && rest.dropFirst().allSatisfy(\.isNumber))
  }
}
