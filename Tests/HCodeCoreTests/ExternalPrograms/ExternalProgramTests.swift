import Glibc
@testable import HCodeSystem
import Testing

@Suite struct ExternalProgramTests {
  /// Runs a stand-in for the tool.
  private func run(
    _ script: String, seconds: Int = 10, confinement: Confinement? = nil
  ) throws -> [UInt8] {
    var name = Array("/tmp/hcode-test-XXXXXX".utf8CString)
    let folder = try #require(mkdtemp(&name).map { String(cString: $0) })
    let path = "\(folder)/stand-in"
    defer {
      unlink(path)
      rmdir(folder)
    }
    let file = try #require(fopen(path, "w"))
    fputs("#!/bin/sh\n\(script)\n", file)
    fclose(file)
    chmod(path, 0o700)
    let program = ExternalProgram(
      name: "stand-in", package: "none", seconds: seconds, outputBytes: 1 << 24, environment: [],
      confinement: confinement)
    return try program.run(arguments: [], input: [1, 2, 3], searchPath: folder).output
  }

  @Test func `a tool that hangs is killed in time, even when it has closed its output`() {
    for script in ["sleep 60", "exec >&- 2>&-; sleep 60", "exec sleep 60"] {
      let start = ContinuousClock.now
      #expect(throws: ExternalProgramError.timedOut) { try run(script, seconds: 1) }
      #expect(ContinuousClock.now - start < .seconds(20))
    }
  }

  @Test func `a tool that writes without end is stopped at the limit`() {
    #expect(throws: ExternalProgramError.tooMuchOutput) {
      try run("exec cat /dev/zero")
    }
  }

  @Test func `a tool that complains at length and dies is quoted in one line`() {
    #expect(throws: ExternalProgramError.failed(detail: "first line", status: 3)) {
      try run("echo first line >&2; head -c 300000 /dev/zero >&2; exit 3")
    }
    #expect(
      throws: ExternalProgramError.failed(detail: "stand-in ended with status 137", status: 137)
    ) {
      try run("kill -9 $$")
    }
  }

  @Test func `the tool sees no variable that it does not need`() throws {
    setenv("HCODE_SECRET_FOR_TEST", "1", 1)
    defer { unsetenv("HCODE_SECRET_FOR_TEST") }
    let script = """
      PATH=/usr/bin:/bin
      env | grep -q HCODE_SECRET && echo secret >&2 && exit 1
      cat > /dev/null
      printf '\\211PNG'
      """
    #expect(try run(script) == [0x89, 0x50, 0x4E, 0x47])
  }

  private let confinement = Confinement(memoryBytes: 256 << 20, cpuSeconds: 1)

  @Test func `a confined tool runs under its limits, and its output and status are its own`() throws
  {
    let told = try run("ulimit -d; ulimit -v; ulimit -t; ulimit -f", confinement: confinement)
    #expect(String(decoding: told, as: UTF8.self) == "262144\n1048576\n1\n0\n")
    #expect(throws: ExternalProgramError.failed(detail: "mine", status: 7)) {
      try run("echo mine >&2; exit 7", confinement: confinement)
    }
  }

  @Test func `a confined tool that takes more memory than it may ends with its own words`() {
    let little = Confinement(memoryBytes: 32 << 20, cpuSeconds: 60)
    #expect(
      throws: ExternalProgramError.failed(detail: "/usr/bin/tail: memory exhausted", status: 1)
    ) { try run("LC_ALL=C exec /usr/bin/tail /dev/zero", confinement: little) }
  }

  @Test func `the processor time that a tool took is told`() throws {
    let program = ExternalProgram(
      name: "sh", package: "dash", seconds: 60, outputBytes: 10, environment: [])
    let script = "i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done"
    let busy = try program.run(arguments: ["-c", script], input: [], searchPath: "/bin")
    let idle = try program.run(arguments: ["-c", "sleep 0.2"], input: [], searchPath: "/bin")
    #expect(busy.cpuMilliseconds > 20)
    #expect(idle.cpuMilliseconds < busy.cpuMilliseconds)
  }

  @Test func `a confined tool that burns the processor is ended by the kernel`() {
    #expect(
      throws: ExternalProgramError.failed(detail: "stand-in ended with status 137", status: 137)
    ) {
      try run("while :; do :; done", confinement: confinement)
    }
  }

  @Test func `a confined tool that starts another process or writes a file fails at that`() {
    for script in ["/bin/true; exit 0", "exec > /tmp/hcode-test-spilled", "exec < /etc/passwd"] {
      #expect(throws: ExternalProgramError.self) { try run(script, confinement: confinement) }
    }
    #expect(access("/tmp/hcode-test-spilled", F_OK) != 0)
  }

  @Test func `this kernel confines, and a program that is not there is told by its name`() {
    #expect(Confinement.lack == nil)
    #expect(
      throws: ExternalProgramError.failed(detail: "/nonexistent/tool: No such file or directory")
    ) {
      _ = try confinement.start(
        "/nonexistent/tool", arguments: [nil], environment: [nil], files: [0, 1, 2])
    }
  }
}
