import HCodeGate
import HCodeSystem
import ArgumentParser

/// `--store`, and where the store is without it.
struct StoreOptions: ParsableArguments, FolderKeeping {
  @Option(
    name: .customLong("store"),
    help: ArgumentHelp(
      "The folder of the trust store.",
      discussion:
        """
        Default: $HCODE_STORE, then $XDG_DATA_HOME/hcode/store. If a named store cannot be read, every code is undecided. A gate \
        should name its store, so that a lost disk is noticed.
        """,
      valueName: "dir"),
    completion: .directory)
  var stores: [FileName] = []

  var store: FileName? { stores.first }

  // Of two stores only one would be asked.
  func validate() throws {
    guard stores.count < 2 else { throw ValidationError(.twice("--store")) }
  }

  /// What decided which folder it is: the option, the variable, or nothing but the default.
  var origin: String {
    store != nil ? "--store" : Environment["HCODE_STORE"] != nil ? "$HCODE_STORE" : "default"
  }

  /// The store, whether it exists or not.
  var trustStore: TrustStore { TrustStore(named: store) }

  var keptFolders: [FileName] { [trustStore.folder] }
}
