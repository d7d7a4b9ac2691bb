import HCodeBase
package import HCodeCore

/// Why single files become no desk.
package enum DeskAdoptError: Error, Equatable {
  /// No trust.json is among the files: it says whose keys they are.
  case noSource
  /// Several of them say different things.
  case sources([String])
  /// trust.json names no log, and a desk has one.
  case noLog
  /// One key has two registries: their places, and how many indexes each has given.
  case registries(key: String, [Counted])
  /// One log has two folders.
  case logs([String])
  /// The registry is of another status list than trust.json names for its key.
  case otherList(StatusListURI, wanted: StatusListURI)
  /// A registry went to a place where it is.
  case elsewhere(String)
  /// Nobody said yes.
  case notConfirmed

  /// A registry, and how many indexes it has given.
  package struct Counted: Equatable, Sendable {
    package let place: String
    package let given: UInt32

    package init(place: String, given: UInt32) {
      self.place = place
      self.given = given
    }
  }
}
