/// Results can no longer be told: ends the run, whichever input is being read. The number is the system's.
package struct OutputError: Error, Equatable {
  package let number: Int32
}
