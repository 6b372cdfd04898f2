# syntax=docker/dockerfile:1

# The web pages, which the binary carries.
FROM node:22-bookworm-slim AS web
WORKDIR /web
COPY web/package.json web/package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY web ./
RUN npm run build

FROM rust:1.95-slim-bookworm AS build
RUN apt-get update \
    && apt-get install --yes --no-install-recommends g++ cmake make \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /medbook
# Dependencies are a layer of their own: they are built against empty sources, and again only when a manifest changes.
COPY Cargo.toml Cargo.lock build.rs ./
COPY benches/Cargo.toml benches/
COPY entity/Cargo.toml entity/
COPY fault/Cargo.toml fault/
COPY migration/Cargo.toml migration/
COPY .ci/empty-sources .ci/
RUN .ci/empty-sources && cargo build --release --locked --package medbook
COPY . .
COPY --from=web /web/dist web/dist
# Cargo compares times, and copied files are older than what was built from the empty ones.
RUN find src entity/src fault/src migration/src -name '*.rs' -exec touch {} + && cargo build --release --locked --package medbook
RUN mkdir /empty

# No shell, no package manager; the user is `nonroot` (65532).
FROM gcr.io/distroless/cc-debian12:nonroot
COPY --from=build /medbook/target/release/medbook /usr/local/bin/medbook
# A SQLite database lies in /srv/data: mount a volume there, or set DATABASE_URL.
COPY --from=build --chown=nonroot:nonroot /empty /srv/data
WORKDIR /srv
ENV MEDBOOK_LISTEN=0.0.0.0:8000 MEDBOOK_LOG_FORMAT=json
EXPOSE 8000
VOLUME /srv/data
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s CMD ["medbook", "health"]
ENTRYPOINT ["medbook"]
CMD ["serve"]
