#!/bin/sh
# The itinerary card inside the health code: three provinces, a list of risky areas that changes, one gate and one scan.
#
#   samples/areas/run.sh [FOLDER]          (default: samples/out/areas, made anew)
#
#   Each province signs its own codes and says where the holder was. The gate believes the country's list, which recognises
#   the three, and has one set of rules. The rules stay; the ratings of areas in them change from day to day, and so does the
#   verdict on a code that was printed before.
#
# To keep it short each authority has one root key, no status list, and keys that are not sealed, of which hcode would warn: never do that
# outside of a demonstration (samples/recognition has all of it). HCODE is the program.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
hcode=${HCODE:-hcode}
folder=${1:-$here/../out/areas}
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
rm -rf "${folder:?}/CN" "$folder/CN-HA" "$folder/CN-HB" "$folder/CN-SX" "$folder/codes" "$folder/gate"
mkdir -p "$folder/codes"
cd "$folder"

# One moment for all days. A stay ends at the hour of the issue, so the days of ratings and stays are apart enough for every hour.
now=$(date -u +%s)
day() { date -u -d "@$((now - $1 * 86400))" +%Y-%m-%d; }
say() { printf '\n== %s\n' "$*"; }

say 'Three provinces, each with a root key, a code key and a list; the country recognises them'
authority() {
  mkdir -p "$1/root" && cd "$1"
  "$hcode" keygen --issuer "$1" --name "$2, root" --no-passphrase -o root >/dev/null
  "$hcode" trust init --authority "$1" --name "$2" --root "root/$1.pub" >/dev/null 2>&1
}
list() {
  "$hcode" trust build -o "$1.trust" >/dev/null 2>&1
  "$hcode" trust sign "$1.trust" --key "root/$1.key" >/dev/null 2>&1
  cd "$folder"
}
# Read over the telephone in life.
fingerprint() { "$hcode" trust show --json "$1/$1.trust" | grep -o '"fingerprint":"[0-9a-f]*"' | head -n 1 | cut -d '"' -f 4; }
for province in CN-HA=河南 CN-HB=湖北 CN-SX=山西; do
  authority "${province%=*}" "${province#*=}"
  "$hcode" keygen --issuer "${province%=*}" --name "${province#*=}" --no-passphrase >/dev/null
  "$hcode" trust add "${province%=*}.pub" --status green --evidence itinerary:24h,pcr:72h >/dev/null
  list "${province%=*}"
done
authority CN 国家
for province in CN-HA CN-HB CN-SX; do
  "$hcode" trust recognise "../$province/$province.trust" --fingerprint "$(cd .. && fingerprint "$province")" >/dev/null
done
list CN
"$hcode" trust import CN/CN.trust CN-*/CN-*.trust --store gate --fingerprint "$(fingerprint CN)" >/dev/null
echo 'the gate believes CN, and through it CN-HA, CN-HB and CN-SX'

say 'Three travellers, each with a code of their own province'
issue() {
  province=$1 name=$2
  shift 2
  "$hcode" issue --key "$province/$province.key" --status green --valid 72h --name "$name" --itinerary 14d:registered "$@" \
    -o "codes/$name.png"
}
issue CN-HA 张三 --stay CN-410105 --stay "CN-110101:$(day 5)"
issue CN-HB 李四 --stay CN-420102 --stay "CN-410105:$(day 3)"
issue CN-SX 王五 --stay CN-140105 --stay "CN-4101:$(day 2)"

# The sample's rules with the ratings of a day, issued that many hours ago.
rate() {
  issued=$(date -u -d "@$((now - $3 * 3600))" +%Y-%m-%dT%H:%M:%SZ)
  sed -e "s|^  \"issued\": .*|  \"issued\": \"$issued\",|" \
    -e "s|^  \"areas\": .*|  \"areas\": {\"issued\": \"$issued\", \"covers\": [\"CN\"], \"high\": {$1}, \"medium\": {$2}}|" \
    "$here/../rules/areas.json" >today.json
  "$hcode" rules check today.json >/dev/null
  "$hcode" trust import --format rules --source areas --store gate today.json >/dev/null 2>&1
}
gate() {
  for name in 张三 李四 王五; do
    status=0
    line=$("$hcode" scan --store gate "codes/$name.png") || status=$?
    printf 'exit %-2s  %s\n' "$status" "$line"
  done
}

say 'Monday: no area is rated'
rate '' '' 2
gate

say 'Tuesday: county 410105 is high from six days ago, city 4101 is medium from four days ago'
rate "\"CN-410105\": \"$(day 6)\"" "\"CN-4101\": \"$(day 4)\"" 1
gate

say 'Wednesday: the county is free again, the city stays as it was'
rate '' "\"CN-4101\": \"$(day 4)\"" 0
gate

say 'A code that says nothing about where its holder was'
"$hcode" issue --key CN-HA/CN-HA.key --status green --valid 72h --name 赵六 -o codes/赵六.png
"$hcode" scan --store gate codes/赵六.png || echo "exit $?"
