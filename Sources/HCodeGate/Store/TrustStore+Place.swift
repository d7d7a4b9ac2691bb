package import HCodeSystem

extension TrustStore {
  /// The named store; without a name that of the variable, or else of the default place.
  package init(named folder: FileName?) {
    self.init(
      folder: folder ?? Environment["HCODE_STORE"].map { FileName($0) }
        ?? Self.defaultFolder)
  }

  /// Where the store is when nobody names it.
  private static var defaultFolder: FileName { Environment.dataFolder("store") }

  /// Left by the first import into the default folder, and not in it: a folder that is gone was there.
  private static var mark: FileName { Environment.stateFolder("store-imported") }

  /// Whether the default folder is this store's.
  private var isDefault: Bool { folder.bytes == Self.defaultFolder.bytes }

  /// Whether there is a store in the default folder, or was one once.
  package var isExpected: Bool { hasFolder || isDefault && Self.isThere(Self.mark) }

  /// Notes that there is a store in the default folder.
  func leaveMark() throws {
    guard isDefault, !Self.isThere(Self.mark) else { return }
    try AtomicFile.makeFolders(Self.mark.folder, mode: 0o755)
    try AtomicFile.write([], to: Self.mark, force: true)
  }
}
