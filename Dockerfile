# syntax=docker/dockerfile:1
# Export IA in a container: docker build -t export-ia . && docker run -p 8000:8000 -v export-ia:/data export-ia
# scripts/check-dockerfile runs these steps without an engine.

FROM swift:6.3-bookworm AS build
WORKDIR /source
COPY scripts/packages/build scripts/packages/build
RUN apt-get update \
  && sed 's/#.*//' scripts/packages/build \
    | DEBIAN_FRONTEND=noninteractive xargs apt-get install -y --no-install-recommends \
  && rm -rf /var/lib/apt/lists/*
COPY Package.swift ./
COPY Sources Sources
COPY Tests Tests
COPY scripts scripts
RUN scripts/build && strip .build/release/export-ia

FROM debian:bookworm-slim
COPY scripts/packages/runtime /tmp/packages
RUN apt-get update \
  && sed 's/#.*//' /tmp/packages \
    | DEBIAN_FRONTEND=noninteractive xargs apt-get install -y --no-install-recommends \
  && rm -rf /var/lib/apt/lists/* /tmp/packages \
  && useradd --system --uid 10001 --user-group --home-dir /data --shell /usr/sbin/nologin export-ia \
  && install -d -o export-ia -g export-ia -m 750 /data
COPY --from=build /source/.build/release/export-ia /usr/bin/export-ia
COPY LICENSE /usr/share/doc/export-ia/LICENSE
ENV EXPORT_IA_HTTP_HOST=0.0.0.0 \
  EXPORT_IA_HTTP_PORT=8000 \
  EXPORT_IA_DATA_FOLDER=/data
USER 10001:10001
WORKDIR /data
VOLUME /data
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=6s --start-period=10s --retries=3 CMD ["/usr/bin/export-ia", "health"]
ENTRYPOINT ["/usr/bin/export-ia"]
CMD ["serve"]
