#!/usr/bin/env bash
# Builds the images that deploy/Dockerfile and docker-compose.yml begin with, where an engine answers but no registry of images does.
set -euo pipefail

usage="deploy/images/build.sh        builds what is missing
deploy/images/build.sh --help

For trying the containers on a machine that cannot pull images. Needs root, docker, debootstrap, and \"npm test\" or \"npm start\" to
have run here once, which fetched Node, nats-server and mongod, pinned by hash. Builds

  node:24-bookworm-slim       Debian with the Node and npm of this project, under the name that deploy/Dockerfile has for it
  contactpoint/nats:2.15.1    where a registry gives nats:2.12-alpine
  contactpoint/mongo:6.0.5    where a registry gives mongo:8, which no package that we know carries

and prints the two lines of .env that make docker-compose.yml use the last two."

if [[ ${1:-} == --help ]]; then echo "$usage" && exit; fi
if (($#)); then echo "$usage" >&2 && exit 2; fi

cd "$(dirname "${BASH_SOURCE[0]}")/../.."
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

has() { docker image inspect "$1" >/dev/null 2>&1; }

# One program of .cache/bin, by the end of its name.
fetched() {
  local found=(.cache/bin/*-"$1")
  [[ -x ${found[0]} ]] || { echo "$1 was not fetched yet: run npm start once." >&2 && exit 1; }
  echo "${found[0]}"
}

# Debian, with the certificates that this machine trusts: behind a mirror the packages come under one of its own.
if ! has contactpoint/debian:bookworm; then
  debootstrap --variant=minbase --include=ca-certificates,wget bookworm "$scratch/root" >"$scratch/debootstrap.log" 2>&1 ||
    { tail -5 "$scratch/debootstrap.log" >&2 && exit 1; }
  rm -rf "$scratch"/root/var/cache/apt/archives/*.deb "$scratch"/root/var/lib/apt/lists/*
  cp /etc/ssl/certs/ca-certificates.crt "$scratch/root/etc/ssl/certs/ca-certificates.crt"
  tar -C "$scratch/root" -c . | docker import - contactpoint/debian:bookworm >/dev/null
fi

if ! has node:24-bookworm-slim; then
  mkdir "$scratch/node"
  cp -L node_modules/node/bin/node "$scratch/node/node"
  (cd "$scratch/node" && npm pack --silent npm@11 >/dev/null && tar -xzf npm-*.tgz && rm npm-*.tgz)
  docker build -q -t node:24-bookworm-slim -f - "$scratch/node" <<'DOCKERFILE'
FROM contactpoint/debian:bookworm
RUN groupadd --gid 1000 node && useradd --uid 1000 --gid node --create-home --shell /bin/bash node
COPY node /usr/local/bin/node
COPY package /usr/local/lib/node_modules/npm
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm && ln -s ../lib/node_modules/npm/bin/npx-cli.js /usr/local/bin/npx
ENV NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt
CMD ["node"]
DOCKERFILE
fi

if ! has contactpoint/nats:2.15.1; then
  mkdir "$scratch/nats"
  cp "$(fetched nats-server)" "$scratch/nats/nats-server"
  docker build -q -t contactpoint/nats:2.15.1 -f - "$scratch/nats" <<'DOCKERFILE'
FROM contactpoint/debian:bookworm
COPY nats-server /usr/local/bin/nats-server
CMD ["nats-server"]
DOCKERFILE
fi

# Of the libraries mongod is linked to, curl's is the one that a small Debian lacks.
if ! has contactpoint/mongo:6.0.5; then
  mkdir "$scratch/mongo"
  cp "$(fetched mongod)" "$scratch/mongo/mongod"
  docker build -q --network host -t contactpoint/mongo:6.0.5 -f - "$scratch/mongo" <<'DOCKERFILE'
FROM contactpoint/debian:bookworm
RUN apt-get update && apt-get install -y --no-install-recommends libcurl4 && rm -rf /var/lib/apt/lists/*
RUN groupadd --gid 999 mongodb && useradd --uid 999 --gid mongodb mongodb \
  && install -d -o mongodb -g mongodb /data/db /data/configdb
COPY mongod /usr/local/bin/mongod
VOLUME /data/db /data/configdb
CMD ["mongod"]
DOCKERFILE
fi

echo "NATS_IMAGE=contactpoint/nats:2.15.1"
echo "MONGO_IMAGE=contactpoint/mongo:6.0.5"
