package import HCodeBase
import HCodeCore
internal import Synchronization

/// What is held under a name. What the content means, only its format knows.
package struct ForeignRecord: Sendable {
  /// The file that it came in.
  package let source: ForeignSource
  package let content: CBORValue
  private let memo = Memo()

  package init(source: ForeignSource, content: CBORValue) {
    self.source = source
    self.content = content
  }

  /// What a format reads the content as; read once, since one key signed many of the people in a queue.
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
