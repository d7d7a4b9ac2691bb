/// How long what is signed or imported may count, in seconds. A reader refuses what says that it counts longer, so a
/// date that was wrong by years, or a key that is stolen, does not count for years (docs/trust.md §4.7).
package enum LongestLife {
  /// A trust list, from its issue.
  package static let trustList: Int64 = 366 * 86_400
  /// A code key or a status key in a trust list, from its beginning.
  package static let listedKey: Int64 = 1096 * 86_400
  /// A status list or a delta, from its issue.
  package static let statusList: Int64 = 31 * 86_400
  /// A snapshot, from its issue.
  package static let snapshot: Int64 = 93 * 86_400
  /// Rules, and files of other formats, from their import.
  package static let imported: Int64 = 366 * 86_400
  /// The same, where neither the file nor the operator says.
  package static let importedUnlessSaid: Int64 = 30 * 86_400
  /// From the issue of a code to a later start.
  package static let waitForStart: Int64 = 31 * 86_400
}
