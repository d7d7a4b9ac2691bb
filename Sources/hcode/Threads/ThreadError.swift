/// A thread could not be started; why is the system's number of the error.
struct ThreadError: Error, Equatable {
  let number: Int32
}
