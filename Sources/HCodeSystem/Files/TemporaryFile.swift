import Glibc

/// A file beside its later place, locked by the process that writes it: `.NAME.hcode-RANDOM.tmp`. A killed process leaves it
/// without its lock, and so the next one knows that nobody will finish it.
struct TemporaryFile {
  private static let mark = Array(".hcode-".utf8)
  private static let end = Array(".tmp".utf8)
  private static let digits = 13

  let name: FileName
  /// To write with, until `finish`.
  let descriptor: Int32
  /// Holds the lock. It cannot write, so that the finished file is open to no writer when it gets its name.
  private let lock: Int32

  /// Makes one beside that file.
  init(for file: FileName, mode: mode_t) throws {
    while true {
      let random = String(UInt64.random(in: 0...UInt64.max), radix: 36)
      let padding = [UInt8](repeating: 0x30, count: Self.digits - random.utf8.count)
      let name = file.folder.appending(
        [0x2E] + file.lastComponent.prefix(200) + Self.mark + padding + Array(random.utf8)
          + Self.end)
      let descriptor = name.withCString {
        open($0, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)
      }
      guard descriptor >= 0 else {
        if errno == EEXIST { continue }
        throw FileError.notWritten(errno).in(file)
      }
      let lock = name.withCString { open($0, O_RDONLY | O_NOFOLLOW | O_CLOEXEC) }
      let error = errno
      guard lock >= 0 || error == ENOENT else {
        close(descriptor)
        _ = name.withCString(unlink)
        throw FileError.notWritten(error).in(file)
      }
      // Where there are no locks nobody takes it away either. Whoever looks for leftovers may have been quicker than the lock.
      let isLocked = lock >= 0 && (flock(lock, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK)
      var status = stat()
      guard isLocked, fstat(lock, &status) == 0, status.st_nlink > 0 else {
        close(descriptor)
        if lock >= 0 { close(lock) }
        continue
      }
      if mode & 0o077 == 0 { fchmod(descriptor, mode) }
      (self.name, self.descriptor, self.lock) = (name, descriptor, lock)
      return
    }
  }

  /// Ends writing. False, with errno, when the file system tells only now that something was not written.
  func finish() -> Bool { close(descriptor) == 0 }

  /// Gives the lock back.
  func release() { close(lock) }

  /// Takes its name away.
  func remove() { _ = name.withCString(unlink) }

  /// Removes the files of this kind in a folder whose processes are gone.
  static func removeLeftovers(in folder: FileName) {
    guard let directory = folder.withCString({ opendir($0) }) else { return }
    defer { closedir(directory) }
    while let entry = readdir(directory) {
      // Not an array for each name: a folder may hold a million pictures.
      guard entry.pointee.d_name.0 == 0x2E else { continue }
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      if isOurs(name) { removeLeftover(FileName(bytes: name), in: dirfd(directory)) }
    }
  }

  private static func isOurs(_ name: [UInt8]) -> Bool {
    let tail = name.suffix(mark.count + digits + end.count)
    return name.count > tail.count && tail.starts(with: mark)
      && tail.suffix(end.count).elementsEqual(end)
      && tail.dropFirst(mark.count).prefix(digits).allSatisfy {
        (0x30...0x39).contains($0) || (0x61...0x7A).contains($0)
      }
  }

  private static func removeLeftover(_ name: FileName, in folder: Int32) {
    let descriptor = name.withCString {
      openat(folder, $0, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    }
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      status.st_uid == geteuid(), flock(descriptor, LOCK_EX | LOCK_NB) == 0
    else { return }
    _ = name.withCString { unlinkat(folder, $0, 0) }
  }
}
