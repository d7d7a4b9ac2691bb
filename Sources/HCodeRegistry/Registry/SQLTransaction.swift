import HCodeBase

/// What a transaction is for, and what it does when it is done again because nobody heard that it was done.
enum SQLTransaction {
  /// Looks, at one moment.
  case reading
  /// Adds rows that are passed over where they are already: again it does no harm, and several may at once.
  case insertingIfAbsent
  /// Decides by what it reads, so that others which would write wait. Again it wastes some indexes at worst.
  case allocating
  /// Decides by what it reads, so that others which would write wait. Again it would give another answer: the database sees
  /// to it that it is done once.
  case changing
}
