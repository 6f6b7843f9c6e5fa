# Shared by scripts/demo, scripts/test and .ci/run (sourced, POSIX sh). Expects $root, the project's folder.
# Everything goes to standard error: standard output belongs to the program that is run afterwards.

say() {
  printf '%s\n' "$*" >&2
}

# Ends with a clear message unless a new enough Node.js and npm are on the search path.
need_node() {
  if ! command -v node >/dev/null 2>&1; then
    say '没有找到 Node.js。请安装 20.19 或更高版本（推荐 22）：https://nodejs.org'
    say 'Node.js is missing. Install 20.19 or newer (22 is best): https://nodejs.org'
    exit 3
  fi
  version=$(node --version)
  version=${version#v}
  major=${version%%.*}
  minor=${version#*.}
  minor=${minor%%.*}
  if [ "$major" -lt 20 ] || { [ "$major" -eq 20 ] && [ "$minor" -lt 19 ]; }; then
    say "Node.js $version 太旧：需要 20.19 或更高版本（推荐 22）。"
    say "Node.js $version is too old: 20.19 or newer is needed (22 is best)."
    exit 3
  fi
  if ! command -v npm >/dev/null 2>&1; then
    say '没有找到 npm（通常随 Node.js 安装；Debian 请 apt install npm）。'
    say 'npm is missing (it usually comes with Node.js; on Debian: apt install npm).'
    exit 3
  fi
}

# Runs a step alone: a second start beside us waits until we have installed and built. The lock is the open file
# itself and goes with the process; where flock is missing two first starts at once are not guarded.
one_at_a_time() {
  if command -v flock >/dev/null 2>&1; then
    (
      flock 9
      "$@"
    ) 9<"$root/package-lock.json"
  else
    ("$@")
  fi
}

# Installs the packages of package-lock.json unless they are there.
install_packages() {
  if node "$root/scripts/lib/fresh.mjs" packages; then return 0; fi
  say '正在安装依赖，首次约一分钟 / installing packages, about a minute the first time …'
  if ! (cd "$root" && npm ci --prefer-offline --no-audit --no-fund --loglevel=error >&2); then
    say '依赖安装失败：请检查网络、npm 源以及本目录的写权限，然后重试。'
    say 'The packages could not be installed: check the network, the npm registry and the rights on this folder, then try again.'
    exit 3
  fi
  node "$root/scripts/lib/fresh.mjs" --mark packages
}

# Compiles src into dist unless nothing has changed since.
build_program() {
  if node "$root/scripts/lib/fresh.mjs" build; then return 0; fi
  say '正在编译 / building …'
  if ! (cd "$root" && npm run --silent build >&2); then
    say '编译失败，见上 / the build failed, see above'
    exit 1
  fi
  node "$root/scripts/lib/fresh.mjs" --mark build
}
