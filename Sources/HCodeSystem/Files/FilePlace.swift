import Glibc

/// Which file a name means, whatever way leads there.
package struct FilePlace {
  /// What the system knows a file by.
  struct Object: Equatable {
    private let device: dev_t
    private let number: ino_t

    fileprivate init?(_ name: FileName) {
      var status = stat()
      guard name.withCString({ stat($0, &status) }) == 0 else { return nil }
      (device, number) = (status.st_dev, status.st_ino)
    }

    /// The regular file that a descriptor is open on; nil for a terminal, a pipe or a device.
    init?(open descriptor: Int32) {
      var status = stat()
      guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
      (device, number) = (status.st_dev, status.st_ino)
    }
  }

  /// The file; nil when there is none.
  let object: Object?
  private let folder: Object?
  private let lastComponent: [UInt8]

  package init(_ name: FileName) {
    object = Object(name)
    folder = Object(name.folder)
    lastComponent = name.lastComponent
  }

  /// Whether both are one file, or would be once it is there.
  package func isSame(_ other: FilePlace) -> Bool {
    object != nil && object == other.object
      || folder != nil && folder == other.folder && lastComponent == other.lastComponent
  }
}
