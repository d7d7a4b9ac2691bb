import HCodeBase
import HCodeCore
import HCodeSystem

/// What neighbours' servers called the bundles that were taken, so that one that has not changed is not sent again. A line a URL, in
/// `state/neighbours`; a line that cannot be read costs one fetch.
struct NeighbourTags {
  /// A bundle that was taken whole.
  struct Taken: Equatable {
    let tag: EntityTag
    let authority: IssuerIdentifier
    /// When the bundle ends.
    let expires: Timestamp
    /// Of what was taken from it: where that is not carried any more, the bundle is fetched again.
    let carried: Digest
  }

  private static let maximumBytes = 1 << 20
  private let name: FileName
  private var lines: [String: Taken]

  init(_ name: FileName) {
    self.name = name
    let bytes = (try? FileReading.bytes(of: name, limit: Self.maximumBytes)) ?? []
    lines = [:]
    for line in bytes.split(separator: 0x0A) {
      let words = String(decoding: line, as: UTF8.self).split(separator: " ").map(String.init)
      guard words.count == 5, let tag = EntityTag(words[1]),
        let authority = IssuerIdentifier(words[2]),
        let expires = Int64(words[3]).flatMap({ Timestamp(seconds: $0) }),
        let carried = Digest(hex: words[4])
      else { continue }
      lines[words[0]] = Taken(tag: tag, authority: authority, expires: expires, carried: carried)
    }
  }

  subscript(url: String) -> Taken? {
    get { lines[url] }
    set { lines[url] = newValue }
  }

  /// Writes the lines of those URLs.
  func write(_ urls: [String]) throws {
    let text = urls.compactMap { url in
      lines[url].map {
        "\(url) \($0.tag.text) \($0.authority) \($0.expires.seconds) \($0.carried.hex)\n"
      }
    }.joined()
    guard !text.isEmpty || name.isThere else { return }
    try AtomicFile.write(
      Array(text.utf8), to: name, mode: 0o600, force: true, isNamedByArgument: false)
  }
}
