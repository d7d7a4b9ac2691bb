/// What a server answered to a question for a file.
package enum FetchedFile: Sendable {
  /// It has the version that was named.
  case unchanged
  /// Another version, and its tag if it has one.
  case new([UInt8], EntityTag?)
}
