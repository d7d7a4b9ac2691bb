import HCodeBase

/// Decides whether a transaction may be retried after a COMMIT whose answer was lost.
enum SQLTransaction {
  /// Read-only, one snapshot.
  case reading
  /// Inserts rows, and skips those that exist. A retry does no harm, and several may run at once.
  case insertingIfAbsent
  /// Writes what depends on what it reads, so other writers wait. A retry wastes a few indexes at worst.
  case allocating
  /// Writes what depends on what it reads, so other writers wait. A retry would give another answer, so the database
  /// makes sure that it happens once.
  case changing
  /// Like `changing`, and nobody records a code meanwhile.
  case erasing
}
