/// Why a URL gave nothing.
enum URLFetchError: Error, Equatable {
  /// http to another machine.
  case insecure
  case curlMissing(package: String)
  case tooSlow
  /// What curl said.
  case failed(detail: String)
}
