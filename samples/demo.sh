#!/usr/bin/env bash
# Makes an issuer's key, issues codes, scans them, and shows that the exit status is the verdict.
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

say "an issuer's key pair (a real one is sealed with a passphrase)"
show keygen --issuer DEMO-1 --name 'Demo Health Office' --no-passphrase -o "$out"
expect 0

say 'a green, a yellow and a red code, and a card to hold up'
show issue --key "$out/DEMO-1.key" --status green --name 张小明 --latin-name 'Zhang Xiaoming' \
  --document-tail 123X --test "pcr:negative:$test_time:LAB7" --valid 24h -o "$out/green.png"
expect 0
show issue --key "$out/DEMO-1.key" --status yellow --name 李芳 --document-tail 4508 \
  --reason test-overdue --authority 'Notice 2026/17' --valid 72h -o "$out/yellow.png"
expect 0
show issue --key "$out/DEMO-1.key" --status red --one-officer --name 王建国 --document-tail 0031 \
  --reason confirmed-case --authority 'Order 2026/4' --valid 7d -o "$out/red.png"
expect 0
show issue --key "$out/DEMO-1.key" --status green --name 张小明 --latin-name 'Zhang Xiaoming' \
  --document-tail 123X --test "pcr:negative:$test_time:LAB7" --valid 24h --card -o "$out/card.png"
expect 0

say 'the checkpoint: a signed trust list in a store, no network'
show keygen --issuer DEMO-ROOT --name 'Demo root' --no-passphrase -o "$out"
expect 0
show trust init --authority DEMO-1 --name 'Demo Health Office' --root "$out/DEMO-ROOT.pub" --source "$out/trust.json"
expect 0
show trust add "$out/DEMO-1.pub" --status green,yellow,red --officers 1 --evidence pcr:72h --source "$out/trust.json"
expect 0
show trust build --source "$out/trust.json" -o "$out/DEMO-1-1.trust"
expect 0
show trust sign "$out/DEMO-1-1.trust" --key "$out/DEMO-ROOT.key"
expect 0
show trust import --store "$out/gate" "$out/DEMO-1-1.trust" --root "$out/DEMO-ROOT.pub"
expect 0
for colour in green:0 yellow:10 red:11 card:0; do
  show scan --store "$out/gate" "$out/${colour%:*}.png"
  expect "${colour#*:}"
done

say 'two days later the green code has expired'
show scan --store "$out/gate" --at "$(date -u -d '2 days' +%Y-%m-%dT%H:%M:%SZ)" "$out/green.png"
expect 12

say 'one changed character: forged'
show issue --key "$out/DEMO-1.key" --status green --valid 24h -o "$out/green.txt"
expect 0
text=$(cat "$out/green.txt")
last=${text#"${text%?}"}
if [ "$last" = 0 ]; then other=1; else other=0; fi
show verify --store "$out/gate" "${text%?}$other"
expect 20

say 'a checkpoint that has not been given the list cannot decide'
mkdir "$out/no-keys"
HCODE_TRUST='' XDG_DATA_HOME="$PWD/$out/no-keys" show scan "$out/green.png"
expect 30

say 'what was made'
ls -l "$out"
exit "$wrong"
