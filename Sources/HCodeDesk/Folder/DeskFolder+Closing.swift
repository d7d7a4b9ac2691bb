package import HCodeBase
import HCodeCore
import HCodeSystem
import HCodeTrust

/// The end of an authority: a day from which nothing of it counts, and after its last code the destruction of what it knows about people.
extension DeskFolder {
  /// The day from which on nothing of this authority counts, as `trust.json` has it; nil when none is set.
  package var end: Timestamp? {
    [source.content.sunset?.value, issuer?.sunset?.value].compactMap(\.self).min()
  }

  /// The same as the last list that was published has it.
  package func publishedEnd() throws -> Timestamp? {
    guard let list = try lastList()?.list else { return nil }
    let own = list.issuers.first { $0.identifier == settings.issuer }
    return [list.sunset, own?.sunset].compactMap(\.self).min()
  }

  /// Sets the day.
  package func close(on end: WithOriginalText<Timestamp>, at now: Timestamp) throws {
    guard !isClosed else { throw DeskFolderError.closed.in(folder) }
    if let over = [self.end, try publishedEnd()].compactMap(\.self).min(), over <= now {
      throw DeskFolderError.undoesSunset(settings.issuer, over).in(folder)
    }
    guard now < end.value else { throw DeskFolderError.endIsPast(end.value).in(folder) }
    var content = source.content
    content.sunset = end
    for index in content.issuers.indices where content.issuers[index].identifier == settings.issuer
    {
      content.issuers[index].sunset = nil
    }
    try source.replace(with: content)
  }

  /// Refuses to issue after the end: no gate takes such a code, and it would put off the rest.
  package func checkIsOpen(at now: Timestamp) throws {
    guard !isClosed else { throw DeskFolderError.closed.in(folder) }
    if let end, end <= now { throw DeskFolderError.over(since: end).in(folder) }
  }

  /// Whether everything was destroyed and published; the secrets go after that.
  package var isClosed: Bool { closedMark.isThere }

  private var closedMark: FileName { file("state/closed") }

  /// When everything was destroyed, as the mark says; nil for one that says nothing.
  var closedAt: Timestamp? {
    guard let bytes = try? FileReading.bytes(of: closedMark, limit: 64) else { return nil }
    return Timestamp(rfc3339: String(decoding: bytes.filter { $0 != 0x0A }, as: UTF8.self))
  }

  /// Notes that everything was destroyed and published.
  func noteClosed(at now: Timestamp) throws {
    try AtomicFile.write(
      Array("\(now.rfc3339)\n".utf8), to: closedMark, mode: 0o600, force: true,
      isNamedByArgument: false)
  }

  /// Whether the secrets that go at the end are gone.
  package var secretsAreErased: Bool { secretsToErase().isEmpty }

  /// The files of secret keys that go at the end: all of this desk's keys, wherever they lie, but those that sign trust lists.
  func secretsToErase() -> [FileName] {
    func isRoot(_ key: DeskKey) -> Bool { key.role == .root || offered(by: key.key) == .root }
    let roots = keys.filter(isRoot).flatMap { secretPlaces(of: $0.name) }.map(FilePlace.init)
    return keys.filter { !isRoot($0) }.flatMap { secretPlaces(of: $0.name) }.filter { name in
      !roots.contains { $0.isSame(FilePlace(name)) }
    }
  }

  /// Everywhere that a key of that name lies, with what a kill left beside it.
  private func secretPlaces(of name: String) -> [FileName] {
    settings.secrets.flatMap { folder -> [FileName] in
      let folder = Self.place(folder, below: self.folder)
      let (whole, partial) = (Array("\(name).key".utf8), Array(".\(name).key.hcode-".utf8))
      return (folder.entries() ?? []).filter { $0 == whole || $0.starts(with: partial) }
        .map { folder.appending($0) }
    }
  }
}
