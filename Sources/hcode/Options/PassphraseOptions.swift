import HCodeDesk
import HCodeSystem
import HCodeTrust
import ArgumentParser
import Glibc
import HCodeBase

/// Where the passphrase of a secret key comes from: the terminal, a file or a file descriptor. Never an argument or the
/// environment, which other users and logs can see.
struct PassphraseOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp("Read the passphrase from the first line of this file.", valueName: "file"),
    completion: .file())
  var passphraseFile: FileName?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Read the passphrase from the first line of this open file descriptor.", valueName: "n"))
  var passphraseFd: Int32?

  static let longestPassphrase = 1024

  /// What the terminal asks, first and once more.
  struct Prompts {
    var first: String
    var again: String
  }

  /// The passphrase; asked for twice on the terminal when it is new.
  func read(isNew: Bool, prompts: Prompts? = nil) throws -> GuardedBytes {
    let texts = Language.forErrors.texts
    let prompts =
      prompts
      ?? Prompts(
        first: texts.notice(isNew ? .newPassphrase : .passphrase) + " ",
        again: texts.desk(.again) + " ")
    if let file = passphraseFile {
      let line = try firstLine(
        try FileReading.secret(in: file, limit: Self.longestPassphrase), file, isNew: isNew)
      if isNew { warnOfReaders() }
      return line
    }
    if let descriptor = passphraseFd {
      let name = FileName("/dev/fd/\(descriptor)")
      return try firstLine(
        try FileReading.secret(from: descriptor, name, limit: Self.longestPassphrase), name,
        isNew: isNew)
    }
    let first = try Self.ask(prompts.first)
    if isNew {
      let second = try Self.ask(prompts.again)
      let same = first.withUnsafeMutableBytes { a in
        second.withUnsafeMutableBytes { b in a.elementsEqual(b) }
      }
      guard same else { throw PassphraseError.different }
    }
    return isNew ? first.composed : first
  }

  /// A passphrase that others can read protects nothing; said once it has opened or sealed something. A pipe or a descriptor has no
  /// readers but this process.
  func warnOfReaders() {
    var status = stat()
    guard let file = passphraseFile, file.withCString({ stat($0, &status) }) == 0,
      status.st_mode & S_IFMT == S_IFREG, status.st_mode & 0o077 != 0, !status.isHandedOver
    else { return }
    Notice.passphraseReadable(mode: status.st_mode & 0o777).tell("warning: \(file.description): ")
  }

  /// The first line without its end, and without the byte order mark that Windows' editors put in front.
  private func firstLine(
    _ secret: GuardedBytes, _ name: FileName, isNew: Bool
  ) throws -> GuardedBytes {
    let (start, end) = secret.withUnsafeMutableBytes {
      (
        $0.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0,
        $0.firstIndex { $0 == 0x0A || $0 == 0x0D } ?? $0.count
      )
    }
    guard start < end, let line = secret.slice(start..<end) else {
      throw PassphraseError.emptyFile.in(name)
    }
    return isNew ? line.composed : line
  }

  private static let interrupt: UInt8 = 0x03

  /// Asks on the controlling terminal, without echo, whatever standard input is.
  private static func ask(_ prompt: String) throws -> GuardedBytes {
    let terminal = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)
    guard terminal >= 0 else {
      throw PassphraseError.noTerminal
    }
    defer { close(terminal) }
    var settings = termios()
    guard tcgetattr(terminal, &settings) == 0, let buffer = GuardedBytes(count: longestPassphrase)
    else { throw PassphraseError.brokenTerminal }
    var silent = settings
    // Ctrl-C must not end the program while the terminal is silent: it ends the line instead.
    silent.c_lflag &= ~tcflag_t(ECHO | ISIG)
    withUnsafeMutableBytes(of: &silent.c_cc) { $0[Int(VEOL)] = interrupt }
    tcsetattr(terminal, TCSAFLUSH, &silent)
    defer { tcsetattr(terminal, TCSAFLUSH, &settings) }
    _ = FileDescriptor.writeAll(Array(prompt.utf8), to: terminal)
    let count = buffer.withUnsafeMutableBytes { Glibc.read(terminal, $0.baseAddress, $0.count) }
    _ = FileDescriptor.writeAll([0x0A], to: terminal)
    if count > 0, buffer.withUnsafeMutableBytes({ $0[count - 1] }) == interrupt {
      throw PassphraseError.interrupted
    }
    guard count > 1, let line = buffer.slice(0..<count - 1) else {
      throw PassphraseError.empty
    }
    return line
  }
}
