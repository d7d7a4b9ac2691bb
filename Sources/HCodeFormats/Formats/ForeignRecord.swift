package import HCodeBase
import HCodeCore
internal import Synchronization

/// What a store has under a name. Only the format knows what the content means.
package struct ForeignRecord: Sendable {
  /// The file that it is from.
  package let source: ForeignSource
  package let content: CBORValue
  private let memo = Memo()

  package init(source: ForeignSource, content: CBORValue) {
    self.source = source
    self.content = content
  }

  /// The content as a format reads it. Read once and remembered, since one key signed many of the certificates in a
  /// queue.
  package func parsed<Content: Sendable>(_ read: (CBORValue) -> Content?) -> Content? {
    memo.value.withLock { value in
      if let known = value as? Content { return known }
      let new = read(content)
      value = new
      return new
    }
  }

  private final class Memo: Sendable {
    let value = Mutex<(any Sendable)?>(nil)
  }
}
