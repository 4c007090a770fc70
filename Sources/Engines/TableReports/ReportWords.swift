/// The words that reports add by themselves.
struct ReportWords {
  let total: String
  private let names: [String: String]

  init(language: String) {
    let primary = language.lowercased().split(separator: "-").first.map(String.init) ?? "en"
    let words = Self.languages[primary] ?? Self.english
    total = words[0]
    names = Dictionary(uniqueKeysWithValues: zip(Self.summaries, words))
  }

  /// What a row of totals is called.
  func name(_ summary: String) -> String { names[summary] ?? summary }

  private static let summaries = ["sum", "mean", "min", "max", "count", "count_distinct", "first", "last"]
  private static let english = ["Total", "Mean", "Least", "Greatest", "Count", "Different", "First", "Last"]
  private static let languages: [String: [String]] = [
    "de": ["Summe", "Mittel", "Kleinster", "Größter", "Anzahl", "Verschiedene", "Erster", "Letzter"],
    "fr": ["Total", "Moyenne", "Minimum", "Maximum", "Nombre", "Distincts", "Premier", "Dernier"],
    "es": ["Total", "Media", "Mínimo", "Máximo", "Cantidad", "Distintos", "Primero", "Último"],
    "it": ["Totale", "Media", "Minimo", "Massimo", "Numero", "Distinti", "Primo", "Ultimo"],
    "pt": ["Total", "Média", "Mínimo", "Máximo", "Quantidade", "Distintos", "Primeiro", "Último"],
  ]
}
