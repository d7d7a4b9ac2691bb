/// What went wrong, and the file, folder or address that it went wrong with.
struct InFile<Failure: Error>: Error {
  let file: FileName
  let failure: Failure
}

extension InFile: Equatable where Failure: Equatable {}

extension Error {
  /// This error, of that file.
  func `in`(_ file: FileName) -> InFile<Self> { InFile(file: file, failure: self) }
}

extension FileName {
  /// Does something with the file; what it throws then names it.
  func naming<Result, Failure: Error>(
    _ body: () throws(Failure) -> Result
  ) throws(InFile<Failure>) -> Result {
    do { return try body() } catch { throw error.in(self) }
  }
}
