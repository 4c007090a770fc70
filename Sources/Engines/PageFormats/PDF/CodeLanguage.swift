/// What the colours need to know of a programming language.
struct CodeLanguage: Sendable {
  let keywords: Set<String>
  let lineComments: [String]
  let commentStart: String
  let commentEnd: String
  /// What texts begin and end with; the longest first.
  let textMarks: [String]
  let ignoresCase: Bool

  private init(
    _ keywords: String, line: [String] = ["//"], block: (String, String) = ("/*", "*/"), texts: [String] = ["\"", "'"],
    ignoresCase: Bool = false
  ) {
    self.keywords = Set(keywords.split(separator: " ").map(String.init))
    lineComments = line
    commentStart = block.0
    commentEnd = block.1
    textMarks = texts
    self.ignoresCase = ignoresCase
  }

  static func named(_ name: String) -> CodeLanguage? {
    let name = name.lowercased()
    return all[aliases[name] ?? name]
  }

  private static let aliases = [
    "py": "python", "js": "javascript", "ts": "javascript", "typescript": "javascript", "jsx": "javascript",
    "tsx": "javascript", "rb": "ruby", "rs": "rust", "c++": "c", "cpp": "c", "h": "c", "hpp": "c", "objc": "c",
    "cs": "csharp", "c#": "csharp", "kt": "kotlin", "golang": "go", "sh": "bash", "shell": "bash", "zsh": "bash",
    "console": "bash", "yml": "yaml", "htm": "html", "xml": "html", "svg": "html", "jsonc": "json",
    "docker": "dockerfile",
    "postgresql": "sql", "mysql": "sql", "sqlite": "sql", "ps1": "powershell", "hs": "haskell", "less": "css",
    "scss": "css", "make": "bash", "makefile": "bash", "ini": "toml",
  ]

  private static let all: [String: CodeLanguage] = [
    "swift": CodeLanguage(
      """
      actor any as associatedtype async await borrowing break case catch class consuming continue default defer deinit do \
      else enum extension fallthrough false fileprivate for func guard if import in indirect init inout internal is let \
      lazy mutating nil nonisolated open operator override package private protocol public repeat required rethrows return \
      self Self some static struct subscript super switch throw throws true try typealias unowned var weak where while
      """, texts: ["\"\"\"", "\""]),
    "python": CodeLanguage(
      """
      and as assert async await break case class continue def del elif else except False finally for from global if import \
      in is lambda match None nonlocal not or pass raise return True try while with yield self
      """, line: ["#"], block: ("", ""), texts: ["\"\"\"", "'''", "\"", "'"]),
    "javascript": CodeLanguage(
      """
      abstract any as async await boolean break case catch class const continue default delete do else enum export extends \
      false finally for from function get if implements import in instanceof interface let new null number of private \
      protected public readonly return set static string super switch this throw true try type typeof undefined var void \
      while with yield
      """, texts: ["\"", "'", "`"]),
    "java": CodeLanguage(
      """
      abstract assert boolean break byte case catch char class const continue default do double else enum extends false \
      final finally float for if implements import instanceof int interface long new null package private protected public \
      record return sealed short static super switch synchronized this throw throws true try var void volatile while yield
      """),
    "kotlin": CodeLanguage(
      """
      abstract as break by class companion const continue data do else enum false final for fun if import in inline \
      interface internal is lateinit null object open override package private protected public return sealed super suspend \
      this throw true try typealias val var when while
      """, texts: ["\"\"\"", "\""]),
    "c": CodeLanguage(
      """
      alignas auto bool break case catch char class const constexpr continue default delete do double else enum explicit \
      extern false float for friend goto if inline int long namespace new noexcept nullptr operator private protected public \
      register return short signed sizeof static static_cast struct switch template this throw true try typedef typename \
      union unsigned using virtual void volatile while #include #define #ifdef #endif
      """),
    "csharp": CodeLanguage(
      """
      abstract as async await base bool break byte case catch char class const continue decimal default delegate do double \
      else enum event explicit extern false finally fixed float for foreach get if implicit in int interface internal is \
      lock long namespace new null object operator out override params private protected public readonly record ref return \
      sealed set short static string struct switch this throw true try typeof uint ulong using var virtual void while yield
      """),
    "go": CodeLanguage(
      """
      any bool break byte case chan const continue default defer else error fallthrough false float64 for func go goto if \
      int import int64 interface map nil package range return rune select string struct switch true type uint var
      """, texts: ["\"", "'", "`"]),
    "rust": CodeLanguage(
      """
      as async await bool break const continue crate dyn else enum extern false fn for i32 i64 if impl in let loop match mod \
      move mut pub ref return self Self static str struct super trait true type u32 u64 u8 unsafe use usize where while
      """, texts: ["\""]),
    "ruby": CodeLanguage(
      """
      alias and begin break case class def defined do else elsif end ensure false for if in module next nil not or redo \
      rescue retry return self super then true undef unless until when while yield require attr_accessor
      """, line: ["#"], block: ("=begin", "=end")),
    "php": CodeLanguage(
      """
      abstract and array as break case catch class clone const continue declare default do echo else elseif extends false \
      final finally fn for foreach function global if implements include instanceof interface match namespace new null or \
      private protected public readonly require return static switch this throw trait true try use var while yield
      """, line: ["//", "#"]),
    "sql": CodeLanguage(
      """
      add all alter and as asc begin between by case check column commit constraint create cross database default delete \
      desc distinct drop else end exists foreign from full group having in index inner insert into is join key left like \
      limit not null offset on or order outer primary references returning right rollback select set table then union \
      unique update using values view when where with
      """, line: ["--"], texts: ["'", "\""], ignoresCase: true),
    "bash": CodeLanguage(
      """
      case cd do done echo elif else esac eval exec exit export fi for function if in local read return set shift source \
      then trap unset until while sudo apt cp mv rm mkdir grep sed awk curl git make
      """, line: ["#"], block: ("", "")),
    "powershell": CodeLanguage(
      "begin break catch class continue do else elseif end exit filter finally for foreach function if in param process return switch throw trap try until while",
      line: ["#"], block: ("<#", "#>"), ignoresCase: true),
    "json": CodeLanguage("true false null", line: ["//"], texts: ["\""]),
    "yaml": CodeLanguage("true false null yes no on off", line: ["#"], block: ("", "")),
    "toml": CodeLanguage("true false", line: ["#", ";"], block: ("", ""), texts: ["\"\"\"", "\"", "'"]),
    "html": CodeLanguage("", line: [], block: ("<!--", "-->")),
    "css": CodeLanguage(
      "important media import charset keyframes root hover active focus before after first-child last-child nth-child"),
    "lua": CodeLanguage(
      "and break do else elseif end false for function goto if in local nil not or repeat return then true until while",
      line: ["--"], block: ("--[[", "]]")),
    "r": CodeLanguage(
      "break else FALSE for function if in Inf NA NaN next NULL repeat return TRUE while library", line: ["#"],
      block: ("", "")),
    "haskell": CodeLanguage(
      "case class data default deriving do else if import in infix instance let module newtype of then type where",
      line: ["--"], block: ("{-", "-}"), texts: ["\""]),
    "dockerfile": CodeLanguage(
      "add arg cmd copy entrypoint env expose from healthcheck label run shell stopsignal user volume workdir as",
      line: ["#"], block: ("", ""), ignoresCase: true),
  ]
}
