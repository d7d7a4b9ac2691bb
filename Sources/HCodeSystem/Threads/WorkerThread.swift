import Glibc

/// A thread of the system.
package struct WorkerThread {
  private let handle: pthread_t

  private final class Work {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  /// Starts it.
  package init(_ body: @escaping @Sendable () -> Void) throws {
    var handle = pthread_t()
    let work = Unmanaged.passRetained(Work(body))
    let error = pthread_create(
      &handle, nil,
      { argument in
        if let argument { Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().body() }
        return nil
      }, work.toOpaque())
    guard error == 0 else {
      work.release()
      throw ThreadError(number: error)
    }
    self.handle = handle
  }

  /// Waits until it has ended.
  package func join() { pthread_join(handle, nil) }
}
