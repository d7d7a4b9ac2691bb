internal import Glibc
internal import Synchronization

/// A program of the system that is run without a shell: one that does what would cost more to link than it is worth. This
/// is the only place where a process is started.
package struct ExternalProgram: Sendable {
  /// Its file name, looked for in PATH.
  package let name: String
  /// The Debian package that has it.
  package let package: String
  /// The time limit.
  package let seconds: Int
  /// The most bytes of output that are taken.
  package let outputBytes: Int
  /// The variables that it gets to see, as far as they are set; no others.
  package let environment: [String]
  /// Variables that it gets besides, such as `NAME=value`.
  package var variables: [String] = []

  /// How it is held, when it reads what a stranger made; nil for programs that get only what we made.
  package let confinement: Confinement?

  /// A program, and what it may do.
  package init(
    name: String, package: String, seconds: Int, outputBytes: Int, environment: [String],
    confinement: Confinement? = nil
  ) {
    self.confinement = confinement
    self.name = name
    self.package = package
    self.seconds = seconds
    self.outputBytes = outputBytes
    self.environment = environment
  }

  /// What the program wrote to its standard output, when it ended with 0.
  ///
  /// The input goes to the child through an unnamed file in memory, so neither side can wait for the other, and nothing
  /// reaches a disk.
  package func output(
    arguments: [String], input: [UInt8] = []
  ) throws(ExternalProgramError) -> [UInt8] {
    try run(arguments: arguments, input: input).output
  }

  /// What the program wrote, and what that took.
  package typealias Run = (output: [UInt8], cpuMilliseconds: Int)

  /// Like `output(arguments:input:)`, and how much processor time it took.
  package func run(
    arguments: [String], input: [UInt8]
  ) throws(ExternalProgramError) -> Run {
    try run(arguments: arguments, input: input, searchPath: Self.searchPath)
  }

  /// Where programs are looked for: without PATH where a shell would look.
  private static var searchPath: String {
    let path = variable("PATH") ?? ""
    return path.isEmpty ? "/usr/local/bin:/usr/bin:/bin" : path
  }

  /// Like `run(arguments:input:)`, looking for the program where told.
  func run(
    arguments: [String], input: [UInt8], searchPath: String
  ) throws(ExternalProgramError) -> Run {
    guard let path = Self.executable(name, in: searchPath) else {
      throw .toolMissing(package: package)
    }
    let (child, output, messages) = try start(path, arguments: arguments, input: input)
    let deadline = Deadline(seconds: seconds)
    var result: [UInt8] = []
    var complaint: [UInt8] = []
    do throws(ExternalProgramError) {
      try read(output, into: &result, and: messages, into: &complaint, until: deadline)
      let status = try child.wait(until: deadline)
      guard status == 0 else {
        throw .failed(detail: detail(complaint, status: status), status: status)
      }
    } catch {
      child.kill()
      throw error
    }
    return (result, child.cpuMilliseconds)
  }

  /// Whether the program is there.
  package var isInstalled: Bool { Self.executable(name, in: Self.searchPath) != nil }

  private typealias Running = (child: ChildProcess, output: Descriptor, messages: Descriptor)

  private func start(
    _ path: String, arguments: [String], input: [UInt8]
  ) throws(ExternalProgramError) -> Running {
    try ChildProcess.starting.withLock { _ throws(ExternalProgramError) -> Running in
      let standardInput = try Descriptor.memory(input)
      let output = try Descriptor.pipe()
      let messages = try Descriptor.pipe()
      // Our copies of the ends that the child writes to close here, or reading would never end.
      defer {
        output.write.close()
        messages.write.close()
      }
      let child = try ChildProcess.start(
        path, arguments: [path] + arguments,
        environment: environment.compactMap { name in
          Self.variable(name).map { "\(name)=\($0)" }
        } + variables,
        files: [standardInput, output.write, messages.write], confinement: confinement)
      return (child, output.read, messages.read)
    }
  }

  /// Reads both pipes to their ends.
  private func read(
    _ output: Descriptor, into result: inout [UInt8],
    and messages: Descriptor, into complaint: inout [UInt8], until deadline: Deadline
  ) throws(ExternalProgramError) {
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
        guard result.count + chunk.count <= outputBytes else {
          throw .tooMuchOutput
        }
        result += chunk
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

  private func detail(_ complaint: [UInt8], status: Int32) -> String {
    let text = String(decoding: complaint, as: UTF8.self)
    let line = text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
    return line.isEmpty ? "\(name) ended with status \(status)" : line
  }

  /// The program's absolute path; what is not absolute in PATH is passed over, so that no file in the current directory is
  /// ever run.
  static func executable(_ name: String, in searchPath: String) -> String? {
    for folder in searchPath.split(separator: ":") where folder.hasPrefix("/") {
      let path = "\(folder)/\(name)"
      var status = stat()
      guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { continue }
      if access(path, X_OK) == 0 { return path }
    }
    return nil
  }

  private static func variable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }
}
