#pragma once
// libxml2: the SAX push parser behind one struct that Swift owns.
#include <libxml/SAX2.h>
#include <libxml/entities.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

// From 2.12 on an error is handed out as const.
#if LIBXML_VERSION >= 21200
typedef const xmlError *cx_error;
#else
typedef xmlErrorPtr cx_error;
#endif

enum { CX_FINE = 0, CX_EXTERNAL_ENTITY = 1, CX_PARAMETER_ENTITY = 2, CX_EXPANSION = 3 };

typedef void (*cx_start)(void *, const xmlChar *, const xmlChar *, const xmlChar *, int, const xmlChar **, int, int,
                         const xmlChar **);
typedef void (*cx_end)(void *, const xmlChar *, const xmlChar *, const xmlChar *);
typedef void (*cx_bytes)(void *, const xmlChar *, int);
typedef void (*cx_text)(void *, const xmlChar *);
typedef void (*cx_instruction)(void *, const xmlChar *, const xmlChar *);
typedef void (*cx_subset)(void *, const xmlChar *, const xmlChar *, const xmlChar *);

// One parser. Its address is what every callback receives.
typedef struct cx_parser {
  xmlParserCtxtPtr context;
  // The Swift object that handles the events; not retained.
  void *owner;
  // The first error; level 0 is none.
  int level, domain, code, line, column;
  long byte;
  char message[512];
  // Why our own rules stopped the parser: CX_…
  int refusal;
  // What entities have grown to so far, and how far they may.
  uint64_t expanded, expansion_limit;
} cx_parser;

static inline void cx_note_error(void *user, cx_error error) {
  cx_parser *parser = (cx_parser *)user;
  if (!parser || !error || parser->level != 0 || error->level < XML_ERR_ERROR) return;
  parser->level = error->level;
  parser->domain = error->domain;
  parser->code = error->code;
  parser->line = error->line;
  parser->column = error->int2;
  parser->byte = parser->context ? xmlByteConsumed(parser->context) : -1;
  strncpy(parser->message, error->message ? error->message : "", sizeof parser->message - 1);
}

// Errors of converters know no parser: while one of ours runs, this thread's errors go to it and never to stderr.
typedef struct cx_errors {
  xmlStructuredErrorFunc function;
  void *user;
} cx_errors;
static inline cx_errors cx_take_errors(cx_parser *parser) {
  cx_errors before = {xmlStructuredError, xmlStructuredErrorContext};
  xmlSetStructuredErrorFunc(parser, cx_note_error);
  return before;
}
static inline void cx_give_back_errors(cx_errors before) { xmlSetStructuredErrorFunc(before.user, before.function); }

static inline void cx_refuse(cx_parser *parser, int why) {
  if (parser->refusal == CX_FINE) parser->refusal = why;
  xmlStopParser(parser->context);
}

// Every use of an entity passes here, nested ones too, so the sum bounds what they can grow to.
static inline xmlEntityPtr cx_get_entity(void *user, const xmlChar *name) {
  cx_parser *parser = (cx_parser *)user;
  xmlEntityPtr entity = xmlGetPredefinedEntity(name);
  if (entity || parser->refusal != CX_FINE) return entity;
  entity = parser->context->myDoc ? xmlGetDocEntity(parser->context->myDoc, name) : NULL;
  if (!entity) return NULL;
  if (entity->etype != XML_INTERNAL_GENERAL_ENTITY) {
    cx_refuse(parser, CX_EXTERNAL_ENTITY);
    return NULL;
  }
  parser->expanded += (uint64_t)entity->length + 16;
  if (parser->expanded > parser->expansion_limit) {
    cx_refuse(parser, CX_EXPANSION);
    return NULL;
  }
  return entity;
}

static inline xmlEntityPtr cx_get_parameter_entity(void *user, const xmlChar *name) {
  (void)name;
  cx_refuse((cx_parser *)user, CX_PARAMETER_ENTITY);
  return NULL;
}

static inline void cx_entity_declared(void *user, const xmlChar *name, int type, const xmlChar *public_id,
                                      const xmlChar *system_id, xmlChar *content) {
  (void)name, (void)public_id, (void)system_id, (void)content;
  if (type == XML_INTERNAL_GENERAL_ENTITY) return;
  cx_refuse((cx_parser *)user,
            type == XML_INTERNAL_PARAMETER_ENTITY || type == XML_EXTERNAL_PARAMETER_ENTITY ? CX_PARAMETER_ENTITY
                                                                                        : CX_EXTERNAL_ENTITY);
}

static inline void cx_unparsed_entity_declared(void *user, const xmlChar *name, const xmlChar *public_id,
                                               const xmlChar *system_id, const xmlChar *notation) {
  (void)name, (void)public_id, (void)system_id, (void)notation;
  cx_refuse((cx_parser *)user, CX_EXTERNAL_ENTITY);
}

static inline xmlParserInputPtr cx_resolve_entity(void *user, const xmlChar *public_id, const xmlChar *system_id) {
  (void)public_id, (void)system_id;
  cx_refuse((cx_parser *)user, CX_EXTERNAL_ENTITY);
  return NULL;
}

// NULL when there is no memory, or the encoding is unknown.
static inline cx_parser *cx_open(void *owner, int huge, uint64_t expansion_limit, const char *encoding, cx_start start,
                                 cx_end end, cx_bytes characters, cx_bytes cdata, cx_text comment,
                                 cx_instruction instruction, cx_subset subset) {
  cx_parser *parser = (cx_parser *)calloc(1, sizeof *parser);
  if (!parser) return NULL;
  xmlSAXHandler handler;
  memset(&handler, 0, sizeof handler);
  handler.initialized = XML_SAX2_MAGIC;
  handler.serror = cx_note_error;
  handler.startElementNs = start;
  handler.endElementNs = end;
  handler.characters = characters;
  handler.ignorableWhitespace = characters;
  handler.cdataBlock = cdata;
  handler.comment = comment;
  handler.processingInstruction = instruction;
  handler.internalSubset = subset;
  handler.getEntity = cx_get_entity;
  handler.getParameterEntity = cx_get_parameter_entity;
  handler.entityDecl = cx_entity_declared;
  handler.unparsedEntityDecl = cx_unparsed_entity_declared;
  handler.resolveEntity = cx_resolve_entity;
  parser->owner = owner;
  parser->expansion_limit = expansion_limit;
  cx_errors before = cx_take_errors(parser);
  parser->context = xmlCreatePushParserCtxt(&handler, parser, NULL, 0, NULL);
  if (!parser->context) {
    cx_give_back_errors(before);
    free(parser);
    return NULL;
  }
  int options = XML_PARSE_NONET | XML_PARSE_NOENT | (huge ? XML_PARSE_HUGE : 0) |
                (encoding ? XML_PARSE_IGNORE_ENC : 0);
#if LIBXML_VERSION >= 21300
  options |= XML_PARSE_NO_XXE;
#endif
  xmlCtxtUseOptions(parser->context, options);
  if (encoding) {
    xmlCharEncodingHandlerPtr known = xmlFindCharEncodingHandler(encoding);
    if (!known || xmlSwitchToEncoding(parser->context, known) != 0) {
      xmlFreeParserCtxt(parser->context);
      cx_give_back_errors(before);
      free(parser);
      return NULL;
    }
  }
  cx_give_back_errors(before);
  return parser;
}

static inline void cx_close(cx_parser *parser) {
  if (!parser) return;
  if (parser->context) {
    // Declared entities are kept in a document that the context does not own.
    if (parser->context->myDoc) xmlFreeDoc(parser->context->myDoc);
    parser->context->myDoc = NULL;
    xmlFreeParserCtxt(parser->context);
  }
  free(parser);
}

static inline void cx_parse(cx_parser *parser, const char *bytes, int count, int last) {
  cx_errors before = cx_take_errors(parser);
  xmlParseChunk(parser->context, bytes, count, last);
  cx_give_back_errors(before);
}
static inline void cx_stop(cx_parser *parser) { xmlStopParser(parser->context); }
static inline int cx_is_well_formed(const cx_parser *parser) { return parser->context->wellFormed; }
static inline int cx_line(const cx_parser *parser) { return parser->context->input ? parser->context->input->line : 0; }
static inline int cx_column(const cx_parser *parser) { return parser->context->input ? parser->context->input->col : 0; }
static inline long cx_byte(const cx_parser *parser) { return xmlByteConsumed(parser->context); }
// Bytes that wait for the end of the construct they belong to.
static inline long cx_pending(const cx_parser *parser) {
  return parser->context->input ? (long)(parser->context->input->end - parser->context->input->cur) : 0;
}
