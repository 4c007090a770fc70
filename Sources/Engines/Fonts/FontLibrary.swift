internal import Threads

/// The fonts of this machine and of the request, by family and style and by the characters they hold.
///
/// Folders are listed once; a font's tables are read when it is first asked for. The answers depend only on the files.
public final class FontLibrary: Sendable {
  private struct State {
    var faces: [String: FontFace?] = [:]
    var families: [String: FontFace?] = [:]
    var namesRead = false
    var facesOfFamily: [String: [FontFace]] = [:]
    var instances: [String: FontFace] = [:]
  }

  private let installed: [InstalledFont]
  private let own: [FontFace]
  private let state = Lock(State())

  public static let systemFolders = ["/usr/share/fonts", "/usr/local/share/fonts"]

  /// The library of the system's folders, made once for the process.
  public static let system = FontLibrary(folders: systemFolders)

  /// - Parameter fonts: fonts of the request; they come before those of the folders.
  public init(folders: [String], fonts: [FontFile] = []) {
    installed = FontFolders.files(in: folders)
    own = fonts.flatMap { file in (0..<file.faceCount).compactMap { try? FontFace(file, index: $0) } }
  }

  /// The face of a family that comes nearest to the style, or nil where the family is not there.
  public func face(family: String, style: FontStyle = .regular) -> FontFace? {
    let wanted = InstalledFont.normalized(family)
    let key = "\(wanted)|\(style.weight)|\(style.isItalic)"
    return state.withLock { state in
      if let known = state.families[key] { return known }
      let found = search(wanted, style, &state).map { Self.instance($0, style, &state) }
      state.families[key] = .some(found)
      return found
    }
  }

  /// A face that has the character, nearest to the style, for text in a language (`ja`, `zh-Hant`).
  public func fallback(for scalar: UInt32, style: FontStyle, language: String, serif: Bool) -> FontFace? {
    for family in FallbackFamilies.of(scalar, serif: serif) {
      if family.isCollection {
        if let face = collectionFace(family.name, style, language), face.glyph(of: scalar) > 0 { return face }
      } else if let face = face(family: family.name, style: style), face.glyph(of: scalar) > 0 {
        return face
      }
    }
    return state.withLock { state in
      for candidate in installed.sorted(by: { $0.style.distance(to: style) < $1.style.distance(to: style) }) {
        guard let face = load(candidate.path, 0, &state), face.glyph(of: scalar) > 0, face.mayBeEmbedded else {
          continue
        }
        return Self.instance(face, style, &state)
      }
      return nil
    }
  }

  /// A variable font at the place that the style asks for, each place once.
  private static func instance(_ face: FontFace, _ style: FontStyle, _ state: inout State) -> FontFace {
    guard !face.axes.isEmpty else { return face }
    let made = face.instance(style)
    let key = "\(face.file.path)#\(face.index)#\(made.postScriptName)"
    if let known = state.instances[key] { return known }
    state.instances[key] = made
    return made
  }

  private func search(_ wanted: String, _ style: FontStyle, _ state: inout State) -> FontFace? {
    let owned = own.filter { InstalledFont.normalized($0.family) == wanted }
    if let best = nearest(owned, style) { return best }
    let named = installed.filter { $0.family == wanted }
    if let best = named.min(by: { $0.style.distance(to: style) < $1.style.distance(to: style) }),
      let face = load(best.path, 0, &state)
    {
      return face
    }
    if !state.namesRead {
      state.namesRead = true
      for font in installed {
        guard let face = load(font.path, 0, &state) else { continue }
        state.facesOfFamily[InstalledFont.normalized(face.family), default: []].append(face)
      }
    }
    return nearest(state.facesOfFamily[wanted] ?? [], style)
  }

  private func nearest(_ faces: [FontFace], _ style: FontStyle) -> FontFace? {
    faces.filter(\.mayBeEmbedded).min { $0.distance(to: style) < $1.distance(to: style) }
  }

  private func collectionFace(_ family: String, _ style: FontStyle, _ language: String) -> FontFace? {
    let files = installed.filter { $0.family == family }
    guard let best = files.min(by: { $0.style.distance(to: style) < $1.style.distance(to: style) }) else { return nil }
    return state.withLock { load(best.path, FallbackFamilies.collectionIndex(language), &$0) }
  }

  private func load(_ path: String, _ index: Int, _ state: inout State) -> FontFace? {
    let key = "\(path)#\(index)"
    if let known = state.faces[key] { return known }
    let face = (try? FontFile(path: path)).flatMap { try? FontFace($0, index: index) }
    state.faces[key] = .some(face)
    return face
  }
}
