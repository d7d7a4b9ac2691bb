package import HCodeRegistry
package import HCodeSystem

/// What ends a batch: nothing that is one row's own fault.
package enum BatchError: Error, Equatable {
  case isFolder
  /// The file of people is not the one that the batch was begun with.
  case otherPeople
  case header(BatchFault, line: Int)
  /// A table of another kind.
  case otherTable(OtherTable)
  case empty
  case nobody
  /// A write failed, with the system's number of the error.
  case notWritten(Int32)
  /// A file is shorter than the journal says.
  case shortened
  /// A line of the results holds no code of this batch.
  case foreignLine(Int)
  case inUse
  case notAJournal
  case folderNotEmpty
  case tooLargeForArchive
  case noIndexLeft(row: Int, source: String)
  case unreadablePicture(row: Int)
  case begun
  /// It was begun with another setting, which is spelled.
  case begunWith(Setting)
  /// The journal's name for the batch is no name.
  case badName
  case rejected(Int, of: Int, rejects: FileName?)

  /// What a batch was begun with.
  package enum Setting: Equatable {
    case key(String)
    case indexes(String)
    case option(String)
    case noOption(String)
    /// Other lengths in desk.json.
    case deskLengths
  }
}
