import HCodeBase

/// A registry that goes elsewhere: the file that stays behind gives no index any more, and says where the registry is.
extension Registry {
  /// What the name of the note begins with that stands in the table of leases.
  private static let movedBeginning = "moved to "

  /// Where the registry in a database has gone, whether it is known to have arrived, and the first counter that it had not handed out;
  /// nil for one that is in use.
  static func moved(
    _ database: some SQLDatabase
  ) throws(RegistryError) -> (place: String, isThere: Bool, next: Int64)? {
    var moved: (place: String, isThere: Bool, next: Int64)?
    try database.query(
      "SELECT request, first, count FROM leases WHERE request LIKE 'moved to %'"
    ) { row in
      if let note = row.text(0), let next = row.integer(1), let count = row.integer(2) {
        moved = (String(note.dropFirst(movedBeginning.count)), count > 0, next)
      }
    }
    return moved
  }

  /// Where this registry has gone, opened all the same, and whether it is known to have arrived.
  package func moved() throws(RegistryError) -> (place: String, isThere: Bool)? {
    try Self.moved(database).map { ($0.place, $0.isThere) }
  }

  /// Notes that the registry has arrived: this one is of no more use.
  package func arrived() throws(RegistryError) {
    try database.transaction(.changing) { () throws(RegistryError) in
      _ = try database.execute("UPDATE leases SET count = 1 WHERE request LIKE 'moved to %'")
    }
  }

  /// Opens a registry's file, also one that has gone elsewhere.
  package convenience init(pathEvenMoved path: [UInt8]) throws(RegistryError) {
    try self.init(SQLiteDatabase(path: path), evenMoved: true)
  }

  /// Notes where the registry goes. From then on nothing is issued from here, by programs that do not know the note either: all its indexes
  /// count as given.
  package func markMoved(to place: String) throws(RegistryError) {
    try database.transaction(.changing) { () throws(RegistryError) in
      guard try Self.moved(database) == nil else { return }
      try database.execute(
        "INSERT INTO leases (request, first, count) VALUES ($1, $2, 0)",
        .text(Self.movedBeginning + place), .integer(Int64(try next())))
      try database.execute("UPDATE registry SET next = $1", .integer(Int64(counters.upperBound)))
    }
  }

  /// Makes a copy of a registry that has gone elsewhere the one that is in use.
  package func takePlace() throws(RegistryError) {
    try database.transaction(.changing) { () throws(RegistryError) in
      guard let moved = try Self.moved(database) else { return }
      try database.execute("UPDATE registry SET next = $1", .integer(moved.next))
      try database.execute("DELETE FROM leases WHERE request LIKE 'moved to %'")
    }
  }
}
