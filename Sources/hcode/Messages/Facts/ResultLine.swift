import HCodeBase

/// The line on standard output that reports what a command did.
enum ResultLine {
  case forgotten(Int)
  case purged(Int, changes: Int)
  /// With `--clock-is-right` the first run erases nothing.
  case clockNoted(Timestamp)
  case destroyed(Int)
  case destroyedBefore(Timestamp, changes: Int)
  case collected(file: String, codes: Int)
  case finished(completed: Int, dropped: Int)
  case forgot(String)
  case recognised(authority: String, names: String)
  case logSigned(origin: String, entries: UInt64, root: String)
  case logCosigned(origin: String, entries: UInt64, name: String)
  case proof(file: String, index: UInt64, entries: UInt64, bytes: Int)
  case logExported(file: String, bytes: Int, from: UInt64, to: UInt64)
  case registryMade(file: String, issuer: String, key: String, capacity: String)
  case leased(file: String, indexes: String)
  case bundled(file: String, files: Int, until: Timestamp)
  case delta(file: String, bytes: Int, changed: Int)
  case sourceMade(file: String, authority: String, threshold: String, roots: Int)
  case nextAfterSource
}
