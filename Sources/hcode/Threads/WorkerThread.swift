import HCodeTrust
import Glibc

/// A thread of the system.
struct WorkerThread {
  private let handle: pthread_t

  private final class Work {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  /// Starts it.
  init(_ body: @escaping @Sendable () -> Void) throws {
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
  func join() { pthread_join(handle, nil) }
}
