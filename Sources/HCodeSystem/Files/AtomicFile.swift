package import Glibc

/// Writes whole files: beside the place, synced, then named. A kill at any moment leaves the old file or the new one.
/// `force` says whether a file that is there is replaced; nil where no option asks for that.
package enum AtomicFile {
  /// Refuses, before work is done, what `write` would refuse after it, and an output in a folder that the command keeps. An argument
  /// names the output, or it is one that the command names itself.
  package static func checkWritable(
    _ name: FileName, force: Bool?, isNamedByArgument: Bool = true
  ) throws {
    try check(name, force: force, isNamedByArgument)
    try ArgumentFiles.checkFolder(of: name)
    guard name.folder.withCString({ access($0, W_OK | X_OK) }) == 0 else {
      throw FileError.notWritten(errno).in(name)
    }
  }

  private static func check(
    _ name: FileName, force: Bool?, _ isNamedByArgument: Bool = true
  ) throws {
    guard name.lastComponent != [], name.bytes.last != 0x2F else {
      throw FileError.badName.in(name)
    }
    try ArgumentFiles.check(name, isNamedByArgument)
    var status = stat()
    if name.withCString({ lstat($0, &status) }) == 0 {
      // A link to a device, such as /dev/stdout, would be replaced by the file.
      let isLink = status.st_mode & S_IFMT == S_IFLNK
      let isDangling = isLink && name.withCString { stat($0, &status) } != 0
      guard isDangling || status.st_mode & S_IFMT == S_IFREG else {
        throw FileError.notAFile.in(name)
      }
      if force != true { throw FileError.existing(force).in(name) }
    }
  }

  /// Writes the bytes. Of a mode that is the owner's alone nothing is left to the umask. Who says that it need not be on the disk
  /// yet sees to that before anything relies on it (`FilesSyncedTogether`).
  package static func write(
    _ bytes: UnsafeRawBufferPointer, to name: FileName, mode: mode_t = 0o644, force: Bool?,
    isNamedByArgument: Bool = true, isSynced: Bool = true
  ) throws {
    try check(name, force: force, isNamedByArgument)
    if isSynced { TemporaryFile.removeLeftovers(in: name.folder) }
    let temporary = try TemporaryFile(for: name, mode: mode)
    defer { temporary.release() }
    let isWritten =
      FileDescriptor.writeAll(bytes, to: temporary.descriptor)
      && (!isSynced || fsync(temporary.descriptor) == 0)
    let error = errno
    let isFinished = temporary.finish()
    guard isWritten, isFinished else {
      let last = isWritten ? errno : error
      temporary.remove()
      throw FileError.notWritten(last).in(name)
    }
    try settle(temporary, as: name, force: force)
    if isSynced { try syncFolder(of: name) }
  }

  /// Writes what `body` appends piece by piece, in the place of what is there.
  package static func write(
    to name: FileName, mode: mode_t,
    _ body: ((UnsafeRawBufferPointer) throws -> Void) throws -> Void
  ) throws {
    try check(name, force: true)
    TemporaryFile.removeLeftovers(in: name.folder)
    let temporary = try TemporaryFile(for: name, mode: mode)
    defer { temporary.release() }
    do {
      try body { bytes in
        guard FileDescriptor.writeAll(bytes, to: temporary.descriptor) else {
          throw FileError.notWritten(errno).in(name)
        }
      }
      guard fsync(temporary.descriptor) == 0 else { throw FileError.notWritten(errno).in(name) }
    } catch {
      _ = temporary.finish()
      temporary.remove()
      throw error
    }
    guard temporary.finish() else {
      let error = errno
      temporary.remove()
      throw FileError.notWritten(error).in(name)
    }
    try settle(temporary, as: name, force: true)
    try syncFolder(of: name)
  }

  /// Until the folder is on the disk a power cut may bring the old file back. File systems that cannot do this say EINVAL.
  package static func syncFolder(of name: FileName) throws {
    let folder = name.folder.withCString { open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    guard folder >= 0 else { return }
    defer { close(folder) }
    guard fsync(folder) != 0, [EIO, ENOSPC, EDQUOT].contains(errno) else { return }
    throw FileError.notSynced(errno).in(name)
  }

  package static func write(
    _ bytes: [UInt8], to name: FileName, mode: mode_t = 0o644, force: Bool?,
    isNamedByArgument: Bool = true
  ) throws {
    try bytes.withUnsafeBytes {
      try write($0, to: name, mode: mode, force: force, isNamedByArgument: isNamedByArgument)
    }
  }

  /// Gives the finished file its name. Without force a file that came in between is not replaced: link(2) refuses
  /// where rename(2) would not; a file system without links (a stick's FAT) is only checked first.
  private static func settle(
    _ temporary: TemporaryFile, as name: FileName, force: Bool?
  ) throws {
    let beside = temporary.name
    if force != true {
      let status = beside.withCString { from in name.withCString { to in link(from, to) } }
      let error = errno
      if status == 0 { return temporary.remove() }
      guard [EPERM, EOPNOTSUPP, ENOSYS].contains(error) else {
        temporary.remove()
        throw error == EEXIST
          ? FileError.existing(force).in(name) : FileError.notWritten(error).in(name)
      }
    }
    guard beside.withCString({ from in name.withCString { to in rename(from, to) } }) == 0 else {
      let error = errno
      temporary.remove()
      throw FileError.notWritten(error).in(name)
    }
  }

  /// Makes a folder and those above it, as far as they are not there.
  package static func makeFolders(_ folder: FileName, mode: mode_t) throws {
    var path = FileName(bytes: folder.bytes.first == 0x2F ? [0x2F] : [0x2E])
    for part in folder.bytes.split(separator: 0x2F) {
      path = path.appending(Array(part))
      if path.withCString({ mkdir($0, mode) }) == 0 {
        try syncFolder(of: path)
      } else if errno != EEXIST {
        throw FileError.notWritten(errno).in(path)
      }
    }
  }
}
