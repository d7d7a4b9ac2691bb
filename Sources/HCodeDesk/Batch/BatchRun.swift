import HCodeRegistry
import HCodeSystem
import Glibc

/// One run of a batch: rows in, codes out in the same order, and what was done noted so that it is done once.
package struct BatchRun {
  /// Rows that a thread takes at once.
  package static let partRows = 64
  /// Rows that are noted and written together.
  package static let groupRows = 1024
  /// Milliseconds of work that a kill may cost.
  package static let markEvery = 1000

  package let input: BatchInput
  package let issuer: BatchIssuer
  package let indexes: any IndexSource
  package let output: BatchOutput
  /// nil where nothing is kept of how far it has come.
  package let journal: BatchJournal?
  private var observer: any BatchObserver

  package private(set) var mark: BatchJournal.Mark
  private var group: [BatchResult] = []
  /// The first row of each subject of this run.
  private var subjects: [UInt64: Int] = [:]
  private var lastMark = MonotonicTime.now
  /// Rows that an earlier run has done.
  private let earlierRows: Int
  /// Rows given to threads.
  private var given: Int
  /// Rows that were read and not given yet.
  private var ready: [BatchPart] = []
  /// Where the input stood behind each group in hand.
  private var places: [(row: Int, place: BatchInput.Place)] = []

  package init(
    input: BatchInput, issuer: BatchIssuer, indexes: any IndexSource, output: BatchOutput,
    journal: BatchJournal?, observer: any BatchObserver
  ) {
    self.input = input
    self.issuer = issuer
    self.indexes = indexes
    self.output = output
    self.journal = journal
    self.observer = observer
    mark = journal?.mark ?? BatchJournal.Mark()
    given = mark.rows
    earlierRows = mark.rows
  }

  /// Issues every row that is left; returns how it stands then.
  package mutating func run(threads: Int) throws -> BatchJournal.Mark {
    if !mark.isWhole {
      try issueAll(threads: threads)
      guard mark.rows > 0 else {
        throw BatchError.nobody.in(input.name)
      }
      mark.isWhole = true
      try note()
    }
    try output.finish()
    mark.isDone = true
    try journal?.add(mark)
    observer.finish()
    return mark
  }

  private mutating func issueAll(threads: Int) throws {
    if threads > 1 {
      let work = try OrderedWork<BatchPart, Result<[BatchResult], any Error>>(
        threads: threads
      ) { [issuer] in issuer.issue($0) }
      defer { work.close() }
      var hasMore = true
      while true {
        while hasMore, work.inHand < work.window {
          if let part = try nextPart() { work.give(part) } else { hasMore = false }
        }
        guard work.inHand > 0 else { break }
        if let results = work.take(milliseconds: 100) { try take(try results.get()) }
        observer.draw()
      }
    } else {
      while let part = try nextPart() {
        try take(try issuer.issue(part).get())
        observer.draw()
      }
    }
    try writeGroup()
  }

  /// The next rows with their indexes; nil at the end. Indexes are asked for a group at a time.
  private mutating func nextPart() throws -> BatchPart? {
    if ready.isEmpty { try readGroup() }
    return ready.isEmpty ? nil : ready.removeFirst()
  }

  private mutating func readGroup() throws {
    var records: [BatchRecord] = []
    records.reserveCapacity(Self.groupRows)
    while records.count < Self.groupRows, let record = try input.next() { records.append(record) }
    guard !records.isEmpty else { return }
    // Before these rows have indexes: whoever goes on after a kill has to have the same people.
    try journal?.add(ahead: input.place.prefix)
    let indexes = try self.indexes.indexes(
      firstRow: given + 1, count: records.count, digest: issuer.digest(of: records))
    guard indexes.count == records.count else {
      throw BatchError.noIndexLeft(row: given + indexes.count + 1, source: self.indexes.description)
        .in(
          input.name)
    }
    for start in stride(from: 0, to: records.count, by: Self.partRows) {
      let part = start..<min(start + Self.partRows, records.count)
      ready.append(
        BatchPart(
          firstRow: given + start + 1, records: Array(records[part]), indexes: Array(indexes[part]))
      )
    }
    given += records.count
    places.append((given, input.place))
  }

  private mutating func take(_ results: [BatchResult]) throws {
    group += results
    if group.count >= Self.groupRows { try writeGroup() }
  }

  private mutating func writeGroup() throws {
    guard let last = group.last else { return }
    try handOut(group, recordedBy: { try indexes.record($0.compactMap(\.code)) }) { result in
      try output.write(result)
      if let fault = result.fault { try reject(result, fault) }
      if let subject = result.code?.subject?.fingerprint {
        if let first = subjects[subject] {
          observer.repeated(result, of: input.name, firstRow: first)
        } else {
          subjects[subject] = result.row
        }
      }
    }
    try output.flush()
    let count = group.count
    group.removeAll(keepingCapacity: true)
    mark.rows = last.row
    while let first = places.first, first.row <= last.row {
      mark.place = first.place
      places.removeFirst()
    }
    if let size = input.size, let offset = mark.place?.offset, offset > 0 {
      // How many there are nobody knows before the end; their bytes are known.
      let total = max(mark.rows, mark.rows * size / offset) - earlierRows
      observer.expect(total)
    }
    observer.advance(by: count)
    if MonotonicTime.now.since(lastMark) >= Self.markEvery { try note() }
  }

  /// Puts all that is done on the disk and notes it.
  private mutating func note() throws {
    guard let journal else { return }
    try output.sync()
    mark.sizes = output.sizes
    try journal.add(mark)
    lastMark = .now
  }

  private mutating func reject(_ result: BatchResult, _ fault: BatchFault) throws {
    mark.rejected += 1
    let place = [
      input.name.description, "\(result.lineNumber)", "\(result.row)", fault.column ?? "",
      fault.reason,
    ]
    let separator = input.separator
    try output.reject(SpreadsheetCell.line(place + result.cells, separator: separator)) {
      SpreadsheetCell.line(
        ["_file", "_line", "_row", "_column", "_reason"] + (issuer.header?.names ?? ["ref"]),
        separator: separator)
    }
    observer.rejected(result, of: input.name, fault)
  }
}
