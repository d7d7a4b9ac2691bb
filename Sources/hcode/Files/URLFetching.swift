import HCodeCore

/// Files from URLs, fetched with the system's curl: https, http from this machine itself, and file. Nothing else in hcode
/// uses the network.
enum URLFetching {
  /// Whether a name is a URL, so that curl and not open(2) gets it.
  static func isURL(_ name: FileName) -> Bool {
    ["https://", "http://", "file://"].contains { name.bytes.starts(with: $0.utf8) }
  }

  /// curl, which gives at most that many bytes.
  static func program(limit: Int) -> ExternalProgram {
    ExternalProgram(
      name: "curl", package: "curl", seconds: 130, outputBytes: limit,
      environment: [
        "PATH", "HOME", "https_proxy", "HTTPS_PROXY", "no_proxy", "NO_PROXY", "SSL_CERT_FILE",
        "SSL_CERT_DIR", "CURL_CA_BUNDLE",
      ])
  }

  /// What the URL gives.
  static func bytes(of name: FileName, limit: Int) throws -> [UInt8] {
    let url = name.description
    guard isAllowed(url) else {
      throw CommandFailure(
        "\(url): http would let anybody on the way change the list", hint: "use https", .usage)
    }
    let curl = program(limit: limit)
    let scheme = url.prefix { $0 != ":" }
    // No configuration file, no other protocol, no expansion of [] and {} in the URL, bounded in size and time. Without
    // --location curl would hand out the page that comes with a redirection instead of failing.
    let arguments = [
      "--disable", "--silent", "--show-error", "--fail", "--globoff", "--proto", "=\(scheme)",
      "--location", "--max-redirs", "0", "--connect-timeout", "20", "--max-time", "120",
      "--max-filesize", String(limit), "--url", url,
    ]
    do {
      return try curl.output(arguments: arguments)
    } catch {
      switch error {
      case .toolMissing(let package):
        throw CommandFailure(
          "\(url): curl is not installed", hint: "apt-get install \(package)", .unavailable)
      case .timedOut:
        throw CommandFailure(
          "\(url): took longer than two minutes", hint: "try again", .unavailable)
      case .failed(let detail, _):
        throw CommandFailure(
          "\(url): \(detail)", hint: "check the address and the network", .unavailable)
      }
    }
  }

  /// http only from this machine: a loopback address, and nothing that only looks like one.
  private static func isAllowed(_ url: String) -> Bool {
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
