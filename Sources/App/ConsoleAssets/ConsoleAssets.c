#include "ConsoleAssets.h"

// #embed is C23; the compiler that comes with Swift has had it for long under every standard.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char documentation_css[] = {
#embed "documentation/documentation.css"
};
static const unsigned char icon_svg[] = {
#embed "documentation/icon.svg"
};
static const unsigned char redoc_html[] = {
#embed "documentation/redoc.html"
};
static const unsigned char redoc_js[] = {
#embed "documentation/redoc.js"
};
static const unsigned char redoc_standalone_js[] = {
#embed "vendor/redoc/redoc.standalone.js"
};
static const unsigned char start_access_js[] = {
#embed "pages/start/access.js"
};
static const unsigned char start_composer_js[] = {
#embed "pages/start/composer.js"
};
static const unsigned char start_formats_js[] = {
#embed "pages/start/formats.js"
};
static const unsigned char start_jobs_js[] = {
#embed "pages/start/jobs.js"
};
static const unsigned char start_sample_report_md[] = {
#embed "pages/start/sample-report.md"
};
static const unsigned char start_service_js[] = {
#embed "pages/start/service.js"
};
static const unsigned char start_css[] = {
#embed "pages/start/start.css"
};
static const unsigned char start_html[] = {
#embed "pages/start/start.html"
};
static const unsigned char start_js[] = {
#embed "pages/start/start.js"
};
static const unsigned char start_words_js[] = {
#embed "pages/start/words.js"
};
static const unsigned char swagger_html[] = {
#embed "documentation/swagger.html"
};
static const unsigned char swagger_js[] = {
#embed "documentation/swagger.js"
};
static const unsigned char swagger_ui_bundle_js[] = {
#embed "vendor/swagger-ui/swagger-ui-bundle.js"
};
static const unsigned char swagger_ui_css[] = {
#embed "vendor/swagger-ui/swagger-ui.css"
};

#define ASSET(path, type, bytes) {path, type, bytes, sizeof(bytes)}
#define SCRIPT "text/javascript; charset=utf-8"
#define STYLE "text/css; charset=utf-8"
#define PAGE "text/html; charset=utf-8"

static const console_asset assets[] = {
  ASSET("/", PAGE, start_html),
  ASSET("/assets/documentation.css", STYLE, documentation_css),
  ASSET("/assets/icon.svg", "image/svg+xml", icon_svg),
  ASSET("/assets/redoc.js", SCRIPT, redoc_js),
  ASSET("/assets/redoc.standalone.js", SCRIPT, redoc_standalone_js),
  ASSET("/assets/start/access.js", SCRIPT, start_access_js),
  ASSET("/assets/start/composer.js", SCRIPT, start_composer_js),
  ASSET("/assets/start/formats.js", SCRIPT, start_formats_js),
  ASSET("/assets/start/jobs.js", SCRIPT, start_jobs_js),
  ASSET("/assets/start/sample-report.md", "text/markdown; charset=utf-8", start_sample_report_md),
  ASSET("/assets/start/service.js", SCRIPT, start_service_js),
  ASSET("/assets/start/start.css", STYLE, start_css),
  ASSET("/assets/start/start.js", SCRIPT, start_js),
  ASSET("/assets/start/words.js", SCRIPT, start_words_js),
  ASSET("/assets/swagger.js", SCRIPT, swagger_js),
  ASSET("/assets/swagger-ui-bundle.js", SCRIPT, swagger_ui_bundle_js),
  ASSET("/assets/swagger-ui.css", STYLE, swagger_ui_css),
  ASSET("/docs", PAGE, swagger_html),
  ASSET("/redoc", PAGE, redoc_html),
};

size_t console_asset_count(void) { return sizeof(assets) / sizeof(assets[0]); }

const console_asset *console_asset_at(size_t index) {
  return index < console_asset_count() ? &assets[index] : NULL;
}
