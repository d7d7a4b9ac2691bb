/// A thread could not be started; why is the system's number of the error.
package struct ThreadError: Error, Equatable {
  package let number: Int32
}
