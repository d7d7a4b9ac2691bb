/// Work done by several threads, its results taken in the order in which it was given.
///
/// Whoever gives it takes the results too, and keeps `inHand` below `window`: that is what keeps memory flat.
package final class OrderedWork<Input: Sendable, Output: Sendable>: Sendable {
  private struct State {
    var waiting: [(number: Int, input: Input)] = []
    var done: [Int: Output] = [:]
    var given = 0
    var taken = 0
    var isClosed = false
  }

  private let state = Monitor(State())
  private let threads: [WorkerThread]
  /// How much work may be in hand before a result has to be taken.
  package let window: Int

  /// Starts the threads. If only some can be had, these do.
  package init(threads count: Int, _ work: @escaping @Sendable (Input) -> Output) throws {
    window = 4 * count
    let state = self.state
    var threads: [WorkerThread] = []
    for number in 0..<count {
      do {
        threads.append(
          try WorkerThread {
            while let (number, input) = Self.next(state) {
              let output = work(input)
              state.withLock { $0.done[number] = output }
            }
          })
      } catch  where number > 0 { break }
    }
    self.threads = threads
  }

  /// How much was given and not taken yet.
  package var inHand: Int { state.withLock { $0.given - $0.taken } }

  /// Gives work.
  package func give(_ input: Input) {
    state.withLock { state in
      state.waiting.append((state.given, input))
      state.given += 1
    }
  }

  /// The next result; nil when it is not there after so many milliseconds, or nothing is in hand.
  package func take(milliseconds: Int) -> Output? {
    state.wait(milliseconds: milliseconds) { state -> Output?? in
      if state.taken == state.given { return .some(nil) }
      guard let output = state.done.removeValue(forKey: state.taken) else { return nil }
      state.taken += 1
      return output
    } ?? nil
  }

  /// Drops what was not begun and waits for what was.
  package func close() {
    state.withLock { state in
      state.waiting = []
      state.isClosed = true
    }
    for thread in threads { thread.join() }
  }

  private static func next(_ state: Monitor<State>) -> (Int, Input)? {
    state.wait { state -> (Int, Input)?? in
      if let first = state.waiting.first {
        state.waiting.removeFirst()
        return (first.number, first.input)
      }
      return state.isClosed ? .some(nil) : nil
    } ?? nil
  }
}
