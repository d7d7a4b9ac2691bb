internal import Glibc
internal import Synchronization

/// Why a drawing did not become pixels.
public enum SVGRasteriserError: Error, Equatable, Sendable {
  /// The program is not in PATH; `package` is the Debian package that has it.
  case toolMissing(package: String)
  /// The program could not be started, ended with an error or wrote no picture; `detail` is what it
  /// said.
  case failed(detail: String)
  /// The program took longer than `SVGRasteriser.seconds` and was killed.
  case timedOut
}

/// Draws SVG as PNG with `rsvg-convert`, in a child process: text needs fonts and shaping, and their
/// libraries are larger than all of hcode. This is the only place where a process is started.
public enum SVGRasteriser {
  /// The time limit.
  public static let seconds = 20
  /// The most bytes of PNG that are taken.
  public static let outputBytes = 16 << 20

  private static let program = "rsvg-convert"
  private static let package = "librsvg2-bin"

  /// The PNG file of a drawing, at its natural size.
  ///
  /// The drawing goes to the child through an unnamed file in memory, so neither side can wait for
  /// the other, and nothing reaches a disk.
  public static func png(_ svg: [UInt8]) throws(SVGRasteriserError) -> [UInt8] {
    try png(svg, searchPath: environment("PATH") ?? "", seconds: seconds)
  }

  /// Like `png(_:)`, looking for the program where told.
  static func png(
    _ svg: [UInt8], searchPath: String, seconds: Int
  ) throws(SVGRasteriserError) -> [UInt8] {
    guard let path = executable(in: searchPath) else { throw .toolMissing(package: package) }
    let (child, output, messages) = try start(path, input: svg)
    let deadline = Deadline(seconds: seconds)
    var picture: [UInt8] = []
    var complaint: [UInt8] = []
    do throws(SVGRasteriserError) {
      try read(output, into: &picture, and: messages, into: &complaint, until: deadline)
      let status = try child.wait(until: deadline)
      guard status == 0, picture.starts(with: [0x89, 0x50, 0x4E, 0x47]) else {
        throw .failed(detail: detail(complaint, status: status))
      }
    } catch {
      child.kill()
      throw error
    }
    return picture
  }

  private typealias Running = (child: ChildProcess, output: Descriptor, messages: Descriptor)

  private static func start(
    _ path: String, input: [UInt8]
  ) throws(SVGRasteriserError) -> Running {
    try ChildProcess.starting.withLock { _ throws(SVGRasteriserError) -> Running in
      let drawing = try Descriptor.memory(input)
      let output = try Descriptor.pipe()
      let messages = try Descriptor.pipe()
      // Our copies of the ends that the child writes to close here, or reading would never end.
      defer {
        output.write.close()
        messages.write.close()
      }
      let child = try ChildProcess.start(
        path, arguments: [program, "--format=png"], environment: childEnvironment(),
        input: drawing, output: output.write, errors: messages.write)
      return (child, output.read, messages.read)
    }
  }

  /// Reads both pipes to their ends.
  private static func read(
    _ output: Descriptor, into picture: inout [UInt8],
    and messages: Descriptor, into complaint: inout [UInt8], until deadline: Deadline
  ) throws(SVGRasteriserError) {
    var waiting = [
      pollfd(fd: output.number, events: Int16(POLLIN), revents: 0),
      pollfd(fd: messages.number, events: Int16(POLLIN), revents: 0),
    ]
    while waiting.contains(where: { $0.fd >= 0 }) {
      let remaining = deadline.milliseconds
      guard remaining > 0 else { throw .timedOut }
      guard poll(&waiting, 2, remaining) > 0 else { continue }
      if waiting[0].revents != 0 {
        guard let chunk = output.read() else { throw .failed(detail: "its output was unreadable") }
        if chunk.isEmpty { waiting[0].fd = -1 }
        guard picture.count + chunk.count <= outputBytes else {
          throw .failed(detail: "the picture is larger than \(outputBytes) bytes")
        }
        picture += chunk
      }
      if waiting[1].revents != 0 {
        let chunk = messages.read() ?? []
        if chunk.isEmpty { waiting[1].fd = -1 }
        // Enough to tell a person; the rest is read so that the child does not wait.
        complaint += chunk.prefix(max(500 - complaint.count, 0))
      }
      for index in waiting.indices { waiting[index].revents = 0 }
    }
  }

  private static func detail(_ complaint: [UInt8], status: Int32) -> String {
    let text = String(decoding: complaint, as: UTF8.self)
    let line = text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
    return line.isEmpty ? "\(program) ended with status \(status)" : line
  }

  /// The program's absolute path; what is not absolute in PATH is passed over, so that no file in
  /// the current directory is ever run.
  private static func executable(in searchPath: String) -> String? {
    for folder in searchPath.split(separator: ":") where folder.hasPrefix("/") {
      let path = "\(folder)/\(program)"
      var status = stat()
      guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { continue }
      if access(path, X_OK) == 0 { return path }
    }
    return nil
  }

  /// What the child needs to find fonts and its cache, and no more.
  private static func childEnvironment() -> [String] {
    [
      "PATH", "HOME", "LANG", "LC_ALL", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME",
      "FONTCONFIG_FILE", "FONTCONFIG_PATH",
    ].compactMap { name in environment(name).map { "\(name)=\($0)" } }
  }

  private static func environment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }
}
