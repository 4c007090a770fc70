/// The words that writers add by themselves, in the document's language: English where there is no translation.
public struct Wording: Sendable, Hashable {
  public let contents: String
  public let figures: String
  public let tables: String
  public let listings: String
  public let bibliography: String
  public let figure: String
  public let table: String
  public let listing: String
  public let section: String
  public let footnotes: String
  public let backToText: String
  public let page: String
  public let done: String
  public let notDone: String
  private let callouts: [String]

  public func callout(_ form: Callout.Form) -> String {
    callouts[Callout.Form.allCases.firstIndex(of: form) ?? 0]
  }

  public init(language: String) {
    let primary = language.lowercased().split(separator: "-").first.map(String.init) ?? "en"
    self = Self.languages[primary] ?? Self.english
  }

  private init(_ words: [String], callouts: [String]) {
    contents = words[0]
    figures = words[1]
    tables = words[2]
    listings = words[3]
    bibliography = words[4]
    figure = words[5]
    table = words[6]
    listing = words[7]
    section = words[8]
    footnotes = words[9]
    backToText = words[10]
    page = words[11]
    done = words[12]
    notDone = words[13]
    self.callouts = callouts
  }

  private static let english = Wording(
    [
      "Contents", "Figures", "Tables", "Listings", "References", "Figure", "Table", "Listing", "Section", "Footnotes",
      "Back to the text", "Page", "done", "not done",
    ], callouts: ["Note", "Tip", "Important", "Warning", "Caution", "Success", "Danger", "Information"])

  private static let languages: [String: Wording] = [
    "en": english,
    "es": Wording(
      [
        "Índice", "Índice de figuras", "Índice de tablas", "Listados", "Referencias", "Figura", "Tabla", "Listado",
        "Sección", "Notas al pie", "Volver al texto", "Página", "hecho", "pendiente",
      ], callouts: ["Nota", "Consejo", "Importante", "Advertencia", "Precaución", "Correcto", "Peligro", "Información"]),
    "de": Wording(
      [
        "Inhalt", "Abbildungen", "Tabellen", "Quelltexte", "Literatur", "Abbildung", "Tabelle", "Quelltext",
        "Abschnitt", "Fußnoten", "Zurück zum Text", "Seite", "erledigt", "offen",
      ], callouts: ["Hinweis", "Tipp", "Wichtig", "Warnung", "Vorsicht", "Erfolg", "Gefahr", "Information"]),
    "fr": Wording(
      [
        "Table des matières", "Table des figures", "Liste des tableaux", "Listings", "Références", "Figure", "Tableau",
        "Listing", "Section", "Notes", "Retour au texte", "Page", "fait", "à faire",
      ],
      callouts: ["Remarque", "Astuce", "Important", "Avertissement", "Attention", "Réussite", "Danger", "Information"]),
    "pt": Wording(
      [
        "Sumário", "Lista de figuras", "Lista de tabelas", "Listagens", "Referências", "Figura", "Tabela", "Listagem",
        "Seção", "Notas de rodapé", "Voltar ao texto", "Página", "feito", "por fazer",
      ], callouts: ["Nota", "Dica", "Importante", "Aviso", "Cuidado", "Sucesso", "Perigo", "Informação"]),
    "it": Wording(
      [
        "Indice", "Indice delle figure", "Indice delle tabelle", "Listati", "Riferimenti", "Figura", "Tabella",
        "Listato", "Sezione", "Note", "Torna al testo", "Pagina", "fatto", "da fare",
      ],
      callouts: [
        "Nota", "Suggerimento", "Importante", "Avvertenza", "Attenzione", "Successo", "Pericolo", "Informazione",
      ]),
  ]
}
