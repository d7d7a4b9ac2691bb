import Glibc

/// Why a file was not read or written. The numbers are the system's, of errno(3).
package enum FileError: Error, CustomStringConvertible, Equatable {
  /// Its name ends in a slash, or is empty.
  case badName
  /// Something else than a file stands where one would be written.
  case notAFile
  case exists
  /// It exists, and what the command writes replaces nothing.
  case existsForGood
  /// The output is one of the files that the command reads or keeps.
  case isInput
  case isFolder
  case notReadable(Int32)
  case notWritten(Int32)
  /// It was written; whether it is on the disk is not known.
  case notSynced(Int32)
  /// It is larger than so many bytes.
  case tooLarge(limit: Int)
  case secretTooLarge
  case empty
  /// A secret has no memory to lie in.
  case noLockedMemory

  /// That a file is there, which an option could have replaced, or none.
  static func existing(_ force: Bool?) -> FileError { force == nil ? .existsForGood : .exists }

  /// Whether there is no file of that name.
  package var isAbsent: Bool {
    switch self {
    case .notReadable(let number): [ENOENT, ENOTDIR, ENXIO].contains(number)
    case .isFolder: true
    default: false
    }
  }

  /// Whether the system does not let us.
  package var isForbidden: Bool {
    switch self {
    case .notReadable(let number), .notWritten(let number): [EACCES, EPERM].contains(number)
    default: false
    }
  }

  /// Whether it is there and may be read, but the system fails in doing so.
  package var isFaultOfReading: Bool {
    if case .notReadable = self { !isAbsent && !isForbidden } else { false }
  }

  package var description: String {
    switch self {
    case .badName: "it is no name of a file"
    case .notAFile: "something else than a file is there"
    case .exists, .existsForGood: "it is there already"
    case .isInput: "the command reads or keeps it"
    case .isFolder: "it is a folder"
    case .notReadable(let number), .notWritten(let number), .notSynced(let number):
      String(cString: strerror(number))
    case .tooLarge(let limit): "it has more than \(limit) bytes"
    case .secretTooLarge: "it is too large for a secret"
    case .empty: "it is empty"
    case .noLockedMemory: "there is no memory to lock"
    }
  }
}
