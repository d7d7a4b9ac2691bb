import Glibc
import Synchronization

/// The files that the arguments of this process name, so that no output replaces one of them: not a key, not a registry, not what is
/// read, whatever name, link or `--force` leads there. The program says once which they are; a program that uses the library
/// says nothing, and nothing is refused.
package enum ArgumentFiles {
  private struct Named {
    var files: [FileName] = []
    var folders: [FileName] = []
  }

  private static let named = Mutex(Named())

  /// Remembers the files, and the folders in which nothing but what they are for may be written: logs and stores. Refuses a
  /// standard output or standard error that is one of the files.
  package static func remember(_ files: [FileName], folders: [FileName]) throws {
    let files = files.filter { !$0.isStandardStream }
    named.withLock { $0 = Named(files: files, folders: folders) }
    for descriptor in [STDOUT_FILENO, STDERR_FILENO] {
      guard let output = FilePlace.Object(open: descriptor) else { continue }
      if let file = files.first(where: { FilePlace($0).object == output }) {
        throw FileError.isInput.in(file)
      }
    }
  }

  /// Refuses to write a file that another argument names too.
  static func check(_ output: FileName, _ isNamedByArgument: Bool) throws {
    let files = named.withLock { $0.files }
    guard !files.isEmpty else { return }
    let place = FilePlace(output)
    let isInput =
      files.count(where: { $0 == output }) > (isNamedByArgument ? 1 : 0)
      || files.contains { $0 != output && FilePlace($0).isSame(place) }
      || files.contains { file in
        // What SQLite keeps beside a registry.
        ["-wal", "-shm", "-journal"].contains { ending in
          FilePlace(FileName(bytes: file.bytes + Array(ending.utf8))).isSame(place)
        }
      }
      || place.object != nil && place.object == FilePlace.Object(open: STDIN_FILENO)
    guard !isInput else { throw FileError.isInput.in(output) }
  }

  /// Refuses to write a file into one of the folders.
  static func checkFolder(of output: FileName) throws {
    let folders = named.withLock { $0.folders }.compactMap { FilePlace($0).object }
    guard !folders.isEmpty, let path = output.folder.withCString({ realpath($0, nil) }) else {
      return
    }
    defer { free(path) }
    var folder = FileName(String(cString: path))
    while true {
      if let object = FilePlace(folder).object, folders.contains(object) {
        throw FileError.isInput.in(output)
      }
      guard folder.bytes.count > 1 else { return }
      folder = folder.folder
    }
  }
}
