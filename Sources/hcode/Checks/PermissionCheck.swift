import HCodeGate
import HCodeSystem
import Glibc

/// Whether somebody else could put a key or list of theirs where scans believe it.
struct PermissionCheck {
  var places: TrustPlaces

  private struct Finding {
    var place: FileName
    var mode: mode_t
    var isFolder: Bool
    /// The right to be taken away.
    var right: String
  }

  func results() -> [CheckResult] {
    let inside = paths()
    // Who may write to a folder may exchange what is in it, so that each folder above counts as well.
    var seen: Set<[UInt8]> = []
    let all = (inside + inside.flatMap { Self.foldersAbove($0) }).filter {
      seen.insert($0.bytes).inserted
    }
    let findings = all.compactMap(Self.finding)
    let open = findings.filter { $0.right == "o-w" }
    let shared = findings.filter { $0.right == "g-w" }
    if !open.isEmpty { return [.fault(.trustPermissions, Self.finding(.anybody, open))] }
    if !shared.isEmpty { return [.warning(.trustPermissions, Self.finding(.group, shared))] }
    return [.ok(.trustPermissions, .notWritable(places: all.count))]
  }

  private static func finding(
    _ writer: CheckFinding.Writer, _ findings: [Finding]
  ) -> CheckFinding {
    let names = findings.prefix(4).map { quoted($0.place) }.joined(separator: " ")
    return .writable(
      by: writer, place: findings.first?.place.description ?? "",
      mode: "0" + String((findings.first?.mode ?? 0) & 0o7777, radix: 8),
      others: findings.count - 1,
      command: "chmod \(findings.first?.right ?? "o-w") \(names)"
        + (findings.count > 4 ? " …" : ""))
  }

  /// As a shell takes it.
  private static func quoted(_ name: FileName) -> String {
    let text = name.description
    let isPlain = text.utf8.allSatisfy {
      switch $0 {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
      default: "/._-+:@".utf8.contains($0)
      }
    }
    return isPlain ? text : "'" + text.replacing("'", with: "'\\''") + "'"
  }

  /// The store with all that is in it, and the key files.
  private func paths() -> [FileName] {
    var paths: [FileName] = []
    if let store = places.store { paths += store.paths }
    paths += places.keyFiles + ((try? places.keyFileNames()) ?? [])
    return paths
  }

  private static func foldersAbove(_ name: FileName) -> [FileName] {
    guard let whole = realpath(name) else { return [] }
    var folders: [FileName] = []
    var folder = whole.folder
    while folder.bytes.count > 1 {
      folders.append(folder)
      folder = folder.folder
    }
    return folders
  }

  private static func realpath(_ name: FileName) -> FileName? {
    guard let path = name.withCString({ Glibc.realpath($0, nil) }) else { return nil }
    defer { free(path) }
    return FileName(bytes: Array(String(cString: path).utf8))
  }

  private static func finding(_ place: FileName) -> Finding? {
    var status = stat()
    guard place.withCString({ stat($0, &status) }) == 0 else { return nil }
    let isFolder = status.st_mode & S_IFMT == S_IFDIR
    // In a folder with the sticky bit, such as /tmp, nobody may exchange what is another's.
    if isFolder, status.st_mode & S_ISVTX != 0 { return nil }
    if status.st_mode & S_IWOTH != 0 {
      return Finding(place: place, mode: status.st_mode, isFolder: isFolder, right: "o-w")
    }
    // A group of root's own is root.
    if status.st_mode & S_IWGRP != 0, status.st_gid != 0 {
      return Finding(place: place, mode: status.st_mode, isFolder: isFolder, right: "g-w")
    }
    return nil
  }
}
