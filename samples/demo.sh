#!/usr/bin/env bash
# Makes an authority, issues codes, scans them, takes one back, and shows that the exit status is the verdict.
# All it makes is in samples/out, which it empties first.
#
#   samples/demo.sh
#
# HCODE names the program; by default it is hcode in PATH, or else .build/release/hcode.
set -eu
cd "$(dirname "$0")/.."

program=.build/release/hcode
if command -v hcode >/dev/null; then program=hcode; fi
hcode=${HCODE:-$program}
out=samples/out
rm -rf "$out"
mkdir -p "$out"

say() { printf '\n== %s\n' "$1"; }

show() {
  printf '$ hcode'
  printf ' %q' "$@"
  printf '\n'
  status=0
  "$hcode" "$@" || status=$?
}

wrong=0
expect() {
  if [ "$status" -ne "$1" ]; then
    printf 'demo: exit status %s, should be %s\n' "$status" "$1" >&2
    wrong=1
  fi
  printf '  exit status %s\n' "$status"
}

test_time=$(date -u -d '2 hours ago' +%Y-%m-%dT%H:%M:%SZ)

say 'an authority in one folder (a rehearsal: a real one has passphrases, and a second officer elsewhere)'
desk=$out/desk
show desk init DEMO --name 'Demo Health Office' --no-passphrase --rehearsal --desk "$desk"
expect 0

say 'a green, a yellow and a red code, and a card to hold up; red takes two officers'
show issue --desk "$desk" --status green --name 张小明 --latin-name 'Zhang Xiaoming' \
  --document-tail 123X --test "pcr:negative:$test_time:LAB7" -o "$out/green.png"
expect 0
show issue --desk "$desk" --status yellow --name 李芳 --document-tail 4508 \
  --reason test-overdue --authority 'Notice 2026/17' -o "$out/yellow.png"
expect 0
show issue --desk "$desk" --status red --name 王建国 --document-tail 0031 \
  --reason confirmed-case --authority 'Order 2026/4' --request "$out/red.request"
expect 0
show approve --desk "$desk" "$out/red.request" -o "$out/red.png"
expect 0
show issue --desk "$desk" --status green --name 张小明 --latin-name 'Zhang Xiaoming' \
  --document-tail 123X --test "pcr:negative:$test_time:LAB7" --card -o "$out/card.png"
expect 0

say 'the lists are published, and the checkpoint takes them once; no network'
show desk publish --desk "$desk"
expect 0
fingerprint=$("$hcode" desk show --desk "$desk" --lang en | sed -n 's/^ *fingerprint *//p')
show trust import --store "$out/gate" "$desk/publish/DEMO.bundle" --fingerprint "$fingerprint"
expect 0
for colour in green:0 yellow:10 red:11 card:0; do
  show scan --store "$out/gate" "$out/${colour%:*}.png"
  expect "${colour#*:}"
done

say 'two days later the green code has expired'
show scan --store "$out/gate" --at "$(date -u -d '2 days' +%Y-%m-%dT%H:%M:%SZ)" "$out/green.png"
expect 12

say 'one changed character: forged'
show issue --desk "$desk" --status green -o "$out/green.txt"
expect 0
text=$(cat "$out/green.txt")
last=${text#"${text%?}"}
if [ "$last" = 0 ]; then other=1; else other=0; fi
show verify --store "$out/gate" "${text%?}$other"
expect 20

say 'taken back: the checkpoint refuses it once it has the new bundle'
index=$("$hcode" scan --json --store "$out/gate" "$out/green.png" | sed 's/.*"code_index":\([0-9]*\).*/\1/')
show status set --desk "$desk" "main:$index" --to revoked --why error
expect 0
show desk publish --desk "$desk"
expect 0
show trust import --store "$out/gate" "$desk/publish/DEMO.bundle"
expect 0
show scan --store "$out/gate" "$out/green.png"
expect 12

say 'a checkpoint that has not been given the list cannot decide'
mkdir "$out/no-keys"
HCODE_TRUST='' XDG_DATA_HOME="$PWD/$out/no-keys" show scan "$out/green.png"
expect 30

say 'what was made'
ls -l "$out"
exit "$wrong"
