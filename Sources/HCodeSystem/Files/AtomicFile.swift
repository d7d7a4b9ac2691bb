package import Glibc

/// Writes whole files: beside the place, synced, then named. A kill at any moment leaves the old file or the new one.
package enum AtomicFile {
  /// Refuses, before work is done, what `write` would refuse after it.
  package static func checkWritable(_ name: FileName, force: Bool) throws {
    guard name.lastComponent != [], name.bytes.last != 0x2F else {
      throw FileError.badName.in(name)
    }
    var status = stat()
    if name.withCString({ lstat($0, &status) }) == 0 {
      if status.st_mode & S_IFMT != S_IFREG, status.st_mode & S_IFMT != S_IFLNK {
        throw FileError.notAFile.in(name)
      }
      if !force { throw FileError.exists.in(name) }
    }
    guard name.folder.withCString({ access($0, W_OK | X_OK) }) == 0 else {
      throw FileError.notWritten(errno).in(name)
    }
  }

  /// Writes the bytes; the file's mode is given, less the umask. Who says that it need not be on the disk yet sees to that
  /// before anything relies on it (`FilesSyncedTogether`).
  package static func write(
    _ bytes: UnsafeRawBufferPointer, to name: FileName, mode: mode_t = 0o644, force: Bool,
    isSynced: Bool = true
  ) throws {
    try checkWritable(name, force: force)
    let suffix = UInt64.random(in: 0...UInt64.max)
    let beside = name.folder.appending(
      [0x2E] + name.lastComponent.prefix(200) + Array(".\(String(suffix, radix: 36)).tmp".utf8))
    let descriptor = beside.withCString {
      open($0, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)
    }
    guard descriptor >= 0 else { throw FileError.notWritten(errno).in(name) }
    let isWritten =
      FileDescriptor.writeAll(bytes, to: descriptor) && (!isSynced || fsync(descriptor) == 0)
    let error = errno
    let isClosed = close(descriptor) == 0
    guard isWritten, isClosed else {
      _ = beside.withCString(unlink)
      throw FileError.notWritten(isWritten ? errno : error).in(name)
    }
    try settle(beside, as: name, force: force)
    if isSynced { try syncFolder(of: name) }
  }

  /// Until the folder is on the disk a power cut may bring the old file back. File systems that cannot do this say EINVAL.
  package static func syncFolder(of name: FileName) throws {
    let folder = name.folder.withCString { open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    guard folder >= 0 else { return }
    defer { close(folder) }
    guard fsync(folder) != 0, [EIO, ENOSPC, EDQUOT].contains(errno) else { return }
    throw FileError.notSynced(errno).in(name)
  }

  package static func write(_ bytes: [UInt8], to name: FileName, force: Bool) throws {
    try bytes.withUnsafeBytes { try write($0, to: name, force: force) }
  }

  /// Gives the finished file its name. Without force a file that came in between is not replaced: link(2) refuses
  /// where rename(2) would not; a file system without links (a stick's FAT) is only checked first.
  private static func settle(_ beside: FileName, as name: FileName, force: Bool) throws {
    if !force {
      let status = beside.withCString { from in name.withCString { to in link(from, to) } }
      let error = errno
      if status == 0 {
        _ = beside.withCString(unlink)
        return
      }
      guard [EPERM, EOPNOTSUPP, ENOSYS].contains(error) else {
        _ = beside.withCString(unlink)
        throw error == EEXIST ? FileError.exists.in(name) : FileError.notWritten(error).in(name)
      }
    }
    guard beside.withCString({ from in name.withCString { to in rename(from, to) } }) == 0 else {
      let error = errno
      _ = beside.withCString(unlink)
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
