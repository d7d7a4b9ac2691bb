#!/bin/sh
# A travel bubble: two places recognise each other's green codes, narrowly and with an end.
#
#   samples/bubble/run.sh [FOLDER]          (default: samples/out/bubble, made anew)
#
#   Hong Kong takes Singapore's green codes with a PCR test of at most 72 hours, and Singapore takes Hong Kong's in the same
#   way. Both recognitions end on a day that is written into the lists: nobody has to remember to end them.
#
# To keep it short each authority has one root key, no status list, and keys that are not sealed, of which hcode would warn: never do that
# outside of a demonstration (samples/recognition has all of it). HCODE is the program.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
hcode=${HCODE:-hcode}
folder=${1:-$here/../out/bubble}
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
rm -rf "${folder:?}/HK" "$folder/SG" "$folder/codes"
mkdir -p "$folder/codes"
cd "$folder"

at() { date -u -d "$1" +%Y-%m-%dT%H:%M:%SZ; }
say() { printf '\n== %s\n' "$*"; }
other() { if [ "$1" = HK ]; then echo SG; else echo HK; fi; }
# Read over the telephone in life.
fingerprint() { "$hcode" trust show --json "$folder/$1/$1-1.trust" | grep -o '"fingerprint":"[0-9a-f]*"' | head -n 1 | cut -d '"' -f 4; }
sign() {
  "$hcode" trust build -o "$1.trust" >/dev/null 2>&1
  "$hcode" trust sign "$1.trust" --key "root/${1%-*}.key" >/dev/null 2>&1
}
end=$(at 'now + 20 days')

say 'Two authorities, each for itself'
for place in HK='Hong Kong' SG='Singapore'; do
  id=${place%%=*} name=${place#*=}
  mkdir -p "$id/root" && cd "$id"
  "$hcode" keygen --issuer "$id" --name "$name, root" --no-passphrase -o root >/dev/null
  "$hcode" keygen --issuer "$id" --name "$name" --no-passphrase >/dev/null
  "$hcode" trust init --authority "$id" --name "$name" --root "root/$id.pub" >/dev/null
  "$hcode" trust add "$id.pub" --status green --evidence pcr:72h,vaccination:any >/dev/null
  sign "$id-1"
  cd "$folder"
done

say "The bubble: one line in each list, until $end"
for id in HK SG; do
  cd "$id"
  "$hcode" trust recognise "../$(other $id)/$(other $id)-1.trust" --fingerprint "$(fingerprint "$(other $id)")" --green-with pcr:72h \
    --sunset "$end"
  sign "$id-2"
  cd "$folder"
  "$hcode" trust import "$id/$id-2.trust" "$(other $id)/$(other $id)-1.trust" --store "$id/gate" --fingerprint "$(fingerprint $id)" \
    >/dev/null
done

say 'Travellers'
issue() {
  "$hcode" issue --key "$1/$1.key" --status green --valid 90d --name "$2" -o "codes/$1-$3.png" "$4" "$5"
}
for id in HK SG; do
  issue $id 'Chan Mei' tested --test "pcr:negative:$(at 'now - 20 hours')"
  issue $id 'Tan Wei' vaccinated --vaccination "2/2:$(date -u -d '90 days ago' +%Y-%m-%d)"
done

# What the gates would say on a day.
gates() {
  for code in codes/*.png; do
    for id in HK SG; do
      status=0
      line=$("$hcode" scan "$@" --store "$id/gate" "$code") || status=$?
      printf '%-20s at %s  exit %-2s  %s\n' "${code#codes/}" "$id" "$status" "$line"
    done
  done
}

say 'Today'
gates

say 'The day after its end: nobody had to switch it off'
gates --at "$(at 'now + 21 days')"
