/// What went wrong, and the file, folder or address that it went wrong with.
package struct InFile<Failure: Error>: Error {
  package let file: FileName
  package let failure: Failure
}

extension InFile: Equatable where Failure: Equatable {}

extension Error {
  /// This error, of that file.
  package func `in`(_ file: FileName) -> InFile<Self> { InFile(file: file, failure: self) }
}

extension FileName {
  /// Does something with the file; what it throws then names it.
  package func naming<Result, Failure: Error>(
    _ body: () throws(Failure) -> Result
  ) throws(InFile<Failure>) -> Result {
    do { return try body() } catch { throw error.in(self) }
  }
}
