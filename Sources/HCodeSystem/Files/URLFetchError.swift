/// Why a URL gave nothing.
package enum URLFetchError: Error, Equatable {
  /// http to another machine.
  case insecure
  case curlMissing(package: String)
  case tooSlow
  /// What curl said.
  case failed(detail: String)
}
