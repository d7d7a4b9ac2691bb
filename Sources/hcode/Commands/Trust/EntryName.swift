import HCodeSystem
import HCodeCore
import ArgumentParser
import HCodeTrust

/// What a command was told to change.
enum EntryName {
  /// The one entry of that name.
  static func entry(
    _ name: String, in content: TrustListSource, _ source: FileName
  ) throws -> TrustListSource.Entry {
    let entries = content.entries(named: name)
    guard let entry = entries.first else {
      throw TrustUseError.noEntry(named: name).in(source)
    }
    guard entries.count == 1 else {
      throw TrustUseError.severalEntries(named: name, paths: entries.map(content.path(of:))).in(
        source)
    }
    return entry
  }
}
