package import HCodeBase
package import HCodeCore

/// A status list that was published, and when: a change that ended before then does not explain why a code is better now.
package struct PublishedStatusList: Sendable {
  let list: StatusList
  /// When it was made.
  package let issued: Timestamp
  /// How many entries of the log it reflects; nil where it does not say so.
  let logSize: UInt64?

  /// A list with what its file or a store says of it.
  package init(_ list: StatusList, issued: Timestamp, logSize: UInt64?) {
    self.list = list
    self.issued = issued
    self.logSize = logSize
  }

  /// A list with the scope that its token states.
  package init(_ list: StatusList, of scope: StatusListScope) {
    self.init(list, issued: scope.issued, logSize: scope.logSize)
  }
}
