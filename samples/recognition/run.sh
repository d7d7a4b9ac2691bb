#!/bin/sh
# Mutual recognition between three authorities, from the first key to the last verdict, offline.
#
#   samples/recognition/run.sh [FOLDER]          (default: samples/out/recognition, made anew)
#
#   Province A recognises B's green codes with a PCR test of at most 48 hours, and not its vaccinations.
#   Province B recognises A fully.
#   City C recognises nobody but A.
#
# Each authority has two root keys that sign together, a code key, a status key, a snapshot key and a registry. The keys are
# not sealed, since nobody is there to type passphrases: never do that outside of a demonstration. HCODE is the program.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
hcode=${HCODE:-hcode}
folder=${1:-$here/../out/recognition}
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
rm -rf "${folder:?}/A" "$folder/B" "$folder/C" "$folder/codes"
mkdir -p "$folder/codes"

ago() { date -u -d "$1 hours ago" +%Y-%m-%dT%H:%M:%SZ; }
key() { # issuer, name, folder, authority, use
  "$hcode" keygen --issuer "$1" --name "$2" --no-passphrase --for "$4" --use "${5:-codes}" -o "$3" >/dev/null
}
uri() { echo "https://health.example/$1/status"; }

say() { printf '\n== %s\n' "$*"; }

say 'Each authority makes its keys, its registry and the source of its trust list'
for x in A B C; do
  cd "$folder" && mkdir -p "$x/status" && cd "$x"
  for name in root-1 root-2 snapshot desk; do key "$x-$name" "$x, $name" . "$x"; done
  key "$x-desk" "$x, status lists" status "$x" status-lists
  "$hcode" registry init desk.registry --key "$x-desk.pub" --uri "$(uri $x)" >/dev/null
  "$hcode" trust init --authority "$x" --name "Authority $x" --root "$x-root-1.pub" --root "$x-root-2.pub" \
    --snapshot "$x-snapshot.pub" >/dev/null
  "$hcode" trust add "$x-desk.pub" --status green,yellow,red --officers 1 --evidence pcr:72h,vaccination:any \
    --status-list "$(uri $x)" --appeal "Health Office $x, telephone 12320" >/dev/null
  "$hcode" trust add "status/$x-desk.pub" --use status-lists --for-status-list "$(uri $x)" >/dev/null
done

# What the holders of the root keys do, each on a machine of their own.
sign() {
  "$hcode" trust build -o "$1-$2.trust" >/dev/null
  for n in 1 2; do
    cp "$1-$2.trust" "signed-by-$n"
    "$hcode" trust sign "signed-by-$n" --key "$1-root-$n.key" >/dev/null
  done
  "$hcode" trust sign "$1-$2.trust" signed-by-1 signed-by-2 | tail -n 1
  rm signed-by-1 signed-by-2
}

say 'The first lists: everybody for themselves'
for x in A B C; do cd "$folder/$x" && sign $x 1; done

# Read over the telephone in life.
fingerprint() { "$hcode" trust show --json "$folder/$1/$1-1.trust" | sed 's/.*"roots":{[^}]*"fingerprint":"\([0-9a-f]*\)".*/\1/'; }

say 'Recognition: two lists that name each other, no server'
cd "$folder/A"
"$hcode" trust recognise ../B/B-1.trust --fingerprint "$(fingerprint B)" --status green,yellow,red --green-with pcr:48h \
  --otherwise refused
sign A 2
cd "$folder/B"
"$hcode" trust recognise ../A/A-1.trust --fingerprint "$(fingerprint A)" --status green,yellow,red
sign B 2
cd "$folder/C"
"$hcode" trust recognise ../A/A-1.trust --fingerprint "$(fingerprint A)" --status green,yellow,red
sign C 2

say 'Codes'
issue() {
  x=$1 name=$2
  shift 2
  "$hcode" issue --key "$folder/$x/$x-desk.key" --registry "$folder/$x/desk.registry" --name '张小明' \
    --latin-name 'Zhang Xiaoming' --valid 72h --json "$@" -o "$folder/codes/$x-$name.png"
}
index() { sed 's/.*"code_index":\([0-9]*\).*/\1/'; }
for x in A B C; do
  issue $x pcr --status green --test "pcr:negative:$(ago 20)" >/dev/null
  issue $x old-pcr --status green --test "pcr:negative:$(ago 60)" >/dev/null
  issue $x vaccinated --status green --vaccination "2/2:$(date -u -d '90 days ago' +%Y-%m-%d)" >/dev/null
  issue $x yellow --status yellow --reason close-contact --authority 'Order 2026/117' >/dev/null
  issue $x red --status red --one-officer --reason confirmed-case --authority 'Order 2026/118' >/dev/null
  revoked=$(issue $x revoked --status green --test "pcr:negative:$(ago 20)" | index)
  raised=$(issue $x raised --status green --test "pcr:negative:$(ago 20)" | index)
  held=$(issue $x held --status green --test "pcr:negative:$(ago 20)" | index)
  cd "$folder/$x"
  "$hcode" status set --registry desk.registry "$revoked" --to revoked --why error --authority 'Desk 4' --key "$x-desk.key" \
    --no-log >/dev/null
  "$hcode" status set --registry desk.registry "$held" --to suspended --why evidence-withdrawn --authority 'Desk 4' --key "$x-desk.key" \
    --no-log >/dev/null
  "$hcode" status set --registry desk.registry "$raised" --to red --one-officer --why confirmed-case --authority 'Order 2026/119' \
    --key "$x-desk.key" --no-log >/dev/null
  "$hcode" status build --registry desk.registry --key "status/$x-desk.key" -o status.list >/dev/null
  echo "$x: 8 codes, 3 of them changed after they were printed"
done

say 'What each checkpoint gets on its stick: one signed bundle'
cd "$folder"
# What an authority packs: its own list, those that it recognises, and the status lists of all of them.
"$hcode" trust bundle --key A/A-snapshot.key -o A/stick A/A-2.trust B/B-2.trust A/status.list B/status.list
"$hcode" trust bundle --key B/B-snapshot.key -o B/stick A/A-2.trust B/B-2.trust A/status.list B/status.list
"$hcode" trust bundle --key C/C-snapshot.key -o C/stick A/A-2.trust C/C-2.trust A/status.list C/status.list
for x in A B C; do
  "$hcode" trust import "$x/stick" --store "$x/store" --fingerprint "$(fingerprint $x)" >/dev/null
done
"$hcode" trust show --store A/store --check >/dev/null && echo 'A: all is well'

say 'Every code at every checkpoint'
printf '%-14s %-10s %-10s %-10s\n' code 'at A' 'at B' 'at C'
for x in A B C; do
  for name in pcr old-pcr vaccinated yellow red revoked held raised; do
    printf '%-14s' "$x-$name"
    for place in A B C; do
      verdict=$("$hcode" scan --json --without holder --store "$place/store" "codes/$x-$name.png" |
        sed 's/^{"verdict":"\([a-z]*\)".*/\1/') || true
      printf ' %-10s' "$verdict"
    done
    echo
  done
done
