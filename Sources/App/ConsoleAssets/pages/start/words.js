// What the page says. The English of fixed texts stands in the page itself.
const english = {
  "sending": "Sending…",
  "problem.none": "Paste some content or open a file first.",
  "problem.format": "Choose at least one format.",
  "problem.formats": "Choose up to eight formats for one export.",
  "problem.large": "This is larger than the server accepts for one export (64 MB).",
  "problem.unreachable": "The server does not answer. Is it running? Your content is still here; try again.",
  "problem.key": "This server asks who you are. Sign in, or enter an API key.",
  "sign": "Sign in", "sign.do": "Sign in", "sign.hint": "With the name and password that an administrator gave you.",
  "setup": "Make the administrator", "setup.do": "Make the administrator",
  "setup.hint": "This link works once. Choose a name and a password of 12 characters or more; a few words make a good one.",
  "problem.sign": "Enter your name and your password.",
  "problem.other": "The server answered with an error ({status}).",
  "problem.later": "Try again in {seconds} s.",
  "connection.lost": "No connection; trying again",
  "key.kept": "The key is in use until you close this tab.",
  "family.documents": "Documents", "family.web": "Web, text and data", "family.data": "Data",
  "family.sheets": "Spreadsheets", "family.more": "More",
  "format.docx": "Word", "format.odt": "OpenDocument", "format.pptx": "PowerPoint", "format.epub": "E-book",
  "format.html": "Web page", "format.text": "Plain text", "format.xlsx": "Excel", "format.ndjson": "JSON Lines",
  "format.parquet": "Parquet", "format.rtf": "Rich text", "format.latex": "LaTeX", "format.ods": "OpenDocument",
  "type.academic_paper": "Academic paper", "type.brochure": "Brochure", "type.business_plan": "Business plan",
  "type.catalog": "Catalogue", "type.contract": "Contract", "type.document": "General",
  "type.invoice": "Invoice", "type.letter": "Letter", "type.manual": "Manual", "type.memo": "Memo",
  "type.newsletter": "Newsletter", "type.presentation": "Presentation", "type.proposal": "Proposal",
  "type.report": "Report", "type.table": "Table", "type.whitepaper": "White paper",
  "quality.basic": "Basic", "quality.standard": "Standard", "quality.professional": "Professional",
  "quality.premium": "Premium", "quality.enterprise": "Enterprise",
  "quality.basic.hint": "The plain look, nothing added.",
  "quality.standard.hint": "Colours of the theme; the structure is checked.",
  "quality.professional.hint": "Page numbers, running lines, contents, hyphenation and styled tables.",
  "quality.premium.hint": "Also lists of figures and tables; PDF for archives (PDF/A) and screen readers (PDF/UA).",
  "quality.enterprise.hint": "Also the source inside the PDF, and no file at all where a rule is broken.",
  "state.queued": "Waiting", "state.running": "In progress", "state.paused": "Paused", "state.completed": "Done",
  "state.failed": "Failed", "state.cancelled": "Cancelled", "state.expired": "Expired",
  "step.reading": "Reading", "step.checking": "Checking", "step.layout": "Laying out", "step.writing": "Writing",
  "step.verifying": "Verifying", "step.writing rows": "Writing rows",
  "job.untitled": "Untitled", "job.progress": "Progress of {title}", "job.cached": "made before",
  "job.pages": { one: "{n} page", other: "{n} pages" },
  "job.notes": { one: "{n} remark", other: "{n} remarks" },
  "job.starts": "starts {when}", "job.left": "about {time} left",
  "estimate": "Exports to these formats usually take {time} here.",
  "do.download": "Download {file}, {size}", "do.pause": "Pause", "do.resume": "Resume", "do.cancel": "Cancel",
  "do.retry": "Try again", "do.it": "{action}: {title}",
  "said.submitted": "{title} was handed in.", "said.completed": "{title} is done and can be downloaded.",
  "said.failed": "{title} failed: {reason}", "said.cancelled": "{title} was cancelled.",
  "said.paused": "{title} is paused.", "said.resumed": "{title} goes on.",
};

const spanish = {
  "skip": "Ir al contenido", "nav": "Documentación", "nav.try": "Probar la API", "nav.read": "Referencia de la API",
  "language": "Idioma",
  "local": "Este servidor funciona sin inicio de sesión y solo se puede acceder desde este equipo.",
  "lead": "Convierta su contenido en archivos profesionales",
  "lead.more": "Pegue texto o suelte un archivo, elija formatos y llévese los archivos. Todo se queda en este servidor.",
  "sign": "Iniciar sesión", "sign.do": "Iniciar sesión",
  "sign.hint": "Con el nombre y la contraseña que le dio un administrador.",
  "setup": "Crear el administrador", "setup.do": "Crear el administrador",
  "setup.hint": "Este enlace sirve una vez. Elija un nombre y una contraseña de 12 caracteres o más; unas cuantas palabras forman una buena.",
  "user": "Nombre", "password": "Contraseña", "problem.sign": "Escriba su nombre y su contraseña.",
  "key": "O una clave de API", "key.use": "Usar esta clave", "key.forget": "Olvidarla",
  "key.hint": "Pídala a un administrador. Se guarda solo en esta pestaña y desaparece al cerrarla.",
  "key.kept": "La clave se usa hasta que cierre esta pestaña.",
  "content": "Contenido", "kind": "Qué es el contenido", "kind.markdown": "Markdown", "kind.text": "Texto sin formato",
  "kind.csv": "Tabla (CSV)", "kind.tsv": "Tabla (TSV)", "kind.ndjson": "Tabla (JSON Lines)",
  "example": "Usar un ejemplo", "open": "Abrir un archivo…", "remove": "Quitar el archivo",
  "content.hint": "Markdown, HTML, texto, CSV o JSON. O suelte aquí un archivo: también Word, OpenDocument y EPUB.",
  "drop": "Suelte el archivo para usarlo", "result": "Resultado", "formats": "Formatos", "title": "Título",
  "title.placeholder": "Se toma del contenido", "type": "Tipo de documento", "quality": "Calidad",
  "export": "Exportar", "jobs": "Exportaciones recientes",
  "jobs.empty": "Todavía no hay nada. Lo que exporte aparece en esta lista y se conserva una semana.",
  "jobs.more": "Mostrar más",
  "sending": "Enviando…",
  "problem.none": "Primero pegue algún contenido o abra un archivo.",
  "problem.format": "Elija al menos un formato.",
  "problem.formats": "Elija como máximo ocho formatos por exportación.",
  "problem.large": "Esto supera lo que el servidor acepta en una exportación (64 MB).",
  "problem.unreachable": "El servidor no responde. ¿Está en marcha? Su contenido sigue aquí; inténtelo de nuevo.",
  "problem.key": "Este servidor pregunta quién es. Inicie sesión o escriba una clave de API.",
  "problem.other": "El servidor respondió con un error ({status}).",
  "problem.later": "Inténtelo de nuevo en {seconds} s.",
  "connection.lost": "Sin conexión; se vuelve a intentar",
  "family.documents": "Documentos", "family.web": "Web, texto y datos", "family.data": "Datos",
  "family.sheets": "Hojas de cálculo", "family.more": "Otros",
  "format.docx": "Word", "format.odt": "OpenDocument", "format.pptx": "PowerPoint", "format.epub": "Libro EPUB",
  "format.html": "Página web", "format.text": "Solo texto", "format.xlsx": "Excel", "format.ndjson": "JSON Lines",
  "format.parquet": "Parquet", "format.rtf": "Texto con formato", "format.latex": "LaTeX",
  "format.ods": "OpenDocument",
  "type.academic_paper": "Artículo académico", "type.brochure": "Folleto", "type.business_plan": "Plan de negocio",
  "type.catalog": "Catálogo", "type.contract": "Contrato", "type.document": "General",
  "type.invoice": "Factura", "type.letter": "Carta", "type.manual": "Manual", "type.memo": "Memorando",
  "type.newsletter": "Boletín", "type.presentation": "Presentación", "type.proposal": "Propuesta",
  "type.report": "Informe", "type.table": "Tabla", "type.whitepaper": "Libro blanco",
  "quality.basic": "Básica", "quality.standard": "Estándar", "quality.professional": "Profesional",
  "quality.premium": "Premium", "quality.enterprise": "Empresarial",
  "quality.basic.hint": "Aspecto sencillo, sin añadidos.",
  "quality.standard.hint": "Colores del tema; se comprueba la estructura.",
  "quality.professional.hint": "Números de página, encabezados, índice, división de palabras y tablas con estilo.",
  "quality.premium.hint":
    "Además, listas de figuras y tablas; PDF para archivo (PDF/A) y lectores de pantalla (PDF/UA).",
  "quality.enterprise.hint": "Además, el original dentro del PDF, y ningún archivo si se incumple una regla.",
  "state.queued": "En espera", "state.running": "En curso", "state.paused": "En pausa", "state.completed": "Lista",
  "state.failed": "Fallida", "state.cancelled": "Cancelada", "state.expired": "Caducada",
  "step.reading": "Leyendo", "step.checking": "Comprobando", "step.layout": "Componiendo", "step.writing": "Escribiendo",
  "step.verifying": "Verificando", "step.writing rows": "Escribiendo filas",
  "job.untitled": "Sin título", "job.progress": "Progreso de {title}", "job.cached": "ya estaba hecha",
  "job.pages": { one: "{n} página", other: "{n} páginas" },
  "job.notes": { one: "{n} observación", other: "{n} observaciones" },
  "job.starts": "empieza {when}", "job.left": "quedan unos {time}",
  "estimate": "Aquí, exportar a estos formatos suele tardar {time}.",
  "do.download": "Descargar {file}, {size}", "do.pause": "Pausar", "do.resume": "Reanudar", "do.cancel": "Cancelar",
  "do.retry": "Reintentar", "do.it": "{action}: {title}",
  "said.submitted": "Se ha enviado {title}.", "said.completed": "{title} está lista para descargar.",
  "said.failed": "{title} ha fallado: {reason}", "said.cancelled": "Se ha cancelado {title}.",
  "said.paused": "{title} está en pausa.", "said.resumed": "{title} continúa.",
  // The server explains in English; these say the gist before it.
  "code.format_unknown": "Este formato no existe aquí.",
  "code.formats_apart": "Estos formatos no salen del mismo tipo de documento.",
  "code.content_type_unknown": "Este tipo de contenido no se puede leer como documento.",
  "code.content_unreadable": "El contenido no se puede leer.",
  "code.document_type_unknown": "Este formato no existe para ese tipo de documento.",
  "code.document.syntax": "El contenido tiene un error de sintaxis.",
  "code.document.unknown-field": "El contenido usa un nombre desconocido.",
  "code.table.ragged-row": "Una fila de la tabla no tiene tantas columnas como las demás.",
  "code.invalid_request": "El servidor no acepta este valor.",
  "code.scope_missing": "Esta clave no tiene permiso para hacerlo.",
  "code.key_invalid": "La clave no es válida.", "code.key_expired": "La clave ha caducado.",
  "code.login_failed": "El nombre o la contraseña no son correctos.",
  "code.too_many_tries": "Demasiadas contraseñas incorrectas. Espere un cuarto de hora.",
  "code.link_invalid": "El enlace ya no es válido. Inicie el programa de nuevo: mostrará otro.",
  "code.password_weak": "La contraseña necesita 12 caracteres o más.",
  "code.name_taken": "Ese nombre ya existe.", "code.value_invalid": "Ese nombre no se puede usar.",
  "code.not_the_owner": "La exportación pertenece a otra persona.",
  "code.state_conflict": "La exportación ya no está en un estado que lo permita.",
  "code.export_not_found": "Esta exportación ya no existe.",
  "code.storage_full": "El servidor se ha quedado sin espacio.",
};

const all = { en: english, es: spanish };
let language = "en";

/** The language of the page: what was chosen here before, or the first of the browser's that the page speaks. */
export function preferredLanguage() {
  const chosen = read();
  if (chosen in all) return chosen;
  return navigator.languages.map((name) => name.slice(0, 2).toLowerCase()).find((name) => name in all) ?? "en";
}

function read() {
  try { return localStorage.getItem("language") ?? ""; } catch { return ""; }
}

export function setLanguage(name, isChoice) {
  language = name;
  document.documentElement.lang = name;
  if (isChoice) try { localStorage.setItem("language", name); } catch { /* A browser may keep nothing. */ }
  for (const [attribute, property] of [["", "textContent"], ["Label", "ariaLabel"], ["Placeholder", "placeholder"]]) {
    for (const element of document.querySelectorAll(`[data-word${attribute && "-" + attribute.toLowerCase()}]`)) {
      const key = element.dataset["word" + attribute];
      english[key] ??= element[property];
      element[property] = word(key);
    }
  }
}

/** The word for a key in the language of the page; `values` fill its braces, and `n` chooses its number. */
export function word(key, values = {}) {
  let text = all[language][key] ?? english[key] ?? key;
  if (typeof text === "object") text = text[new Intl.PluralRules(language).select(values.n)] ?? text.other;
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

/** Whether this language has a word of its own for the key. */
export const knows = (key) => key in all[language];

export function size(bytes) {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte"];
  let step = 0;
  while (bytes >= 1000 && step < 3) { bytes /= 1000; step += 1; }
  return new Intl.NumberFormat(language, {
    style: "unit", unit: units[step], unitDisplay: step ? "short" : "long", maximumFractionDigits: bytes < 10 && step ? 1 : 0,
  }).format(bytes);
}

export function age(time, now = Date.now()) {
  let span = (time - now) / 1000;
  const names = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  if (Math.abs(span) < 5) return names.format(0, "second");
  for (const [unit, count] of [["second", 60], ["minute", 60], ["hour", 24], ["day", Infinity]]) {
    if (Math.abs(span) < count) return names.format(Math.round(span), unit);
    span /= count;
  }
}

export const percent = (share) =>
  new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 0 }).format(share);

export const seconds = (milliseconds) =>
  new Intl.NumberFormat(language, { style: "unit", unit: "second", maximumFractionDigits: milliseconds < 9950 ? 1 : 0 })
    .format(Math.max(milliseconds, 100) / 1000);
