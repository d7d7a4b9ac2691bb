/// Results can no longer be told: ends the run, whichever input is being read. The number is the system's.
struct OutputError: Error, Equatable {
  let number: Int32
}
