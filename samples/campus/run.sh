#!/bin/sh
# A campus that takes the codes of the province, the city and the school, with one scan and no code of its own for visitors.
#
#   samples/campus/run.sh [FOLDER]          (default: samples/out/campus, made anew)
#
#   The school is its own authority: it signs codes for its pupils, with the category pupil, and recognises the province, whose
#   list names the city's office too. The rules at its gate ask everybody for a test of at most a day, and pupils for one of a week.
#
# To keep it short each authority has one root key, no status list, and keys that are not sealed, of which hcode would warn: never do that
# outside of a demonstration (samples/recognition has all of it). HCODE is the program.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
hcode=${HCODE:-hcode}
folder=${1:-$here/../out/campus}
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
rm -rf "${folder:?}/province" "$folder/school" "$folder/codes" "$folder/gate"
mkdir -p "$folder/codes" "$folder/province/root" "$folder/school/root"

ago() { date -u -d "$1 hours ago" +%Y-%m-%dT%H:%M:%SZ; }
say() { printf '\n== %s\n' "$*"; }
key() { "$hcode" keygen --issuer "$1" --name "$2" --for "$3" --no-passphrase -o "${4:-.}" >/dev/null; }
sign() {
  "$hcode" trust build -o "$1.trust" >/dev/null 2>&1
  "$hcode" trust sign "$1.trust" --key "root/$1.key" >/dev/null 2>&1
}
# Read over the telephone in life.
fingerprint() { "$hcode" trust show --json "$1" | grep -o '"fingerprint":"[0-9a-f]*"' | head -n 1 | cut -d '"' -f 4; }

say 'The province, and the office of one of its cities'
cd "$folder/province"
key CN-HA '河南, root' CN-HA root
key CN-HA 河南省卫健委 CN-HA
key CN-HA-ZZ 郑州市卫健委 CN-HA
"$hcode" trust init --authority CN-HA --name 河南 --root root/CN-HA.pub >/dev/null
"$hcode" trust add CN-HA.pub --status green --evidence pcr:72h
"$hcode" trust add CN-HA-ZZ.pub --status green --evidence pcr:72h
sign CN-HA

say 'The school: its own pupils, and whoever the province vouches for'
cd "$folder/school"
key SCHOOL-7 'No. 7 School, root' SCHOOL-7 root
key SCHOOL-7 'No. 7 School' SCHOOL-7
"$hcode" trust init --authority SCHOOL-7 --name 'No. 7 School' --name zh=第七中学 --root root/SCHOOL-7.pub >/dev/null
"$hcode" trust add SCHOOL-7.pub --status green --evidence pcr:168h --category pupil
"$hcode" trust recognise ../province/CN-HA.trust --fingerprint "$(fingerprint ../province/CN-HA.trust)" --status green
sign SCHOOL-7
"$hcode" trust import SCHOOL-7.trust ../province/CN-HA.trust --store ../gate --fingerprint "$(fingerprint SCHOOL-7.trust)" >/dev/null
sed 's/freight-crossing/pupil/; s/or of 7 days for freight crew that cross borders/or of 7 days for pupils/; s/跨境货运人员/学生/' \
  "$here/../rules/crew.json" >rules.json
"$hcode" trust import --format rules --store ../gate rules.json >/dev/null

say 'Four people at the gate'
cd "$folder"
issue() { # key, name, hours since the test
  signer=$1 name=$2 hours=$3
  shift 3
  "$hcode" issue --key "$signer" --status green --valid 72h --name "$name" --test "pcr:negative:$(ago "$hours")" "$@" -o "codes/$name.png"
}
issue school/SCHOOL-7.key 学生 100 --category pupil
issue province/CN-HA.key 家长 10
issue province/CN-HA-ZZ.key 教师 10
issue province/CN-HA.key 访客 40
for name in 学生 家长 教师 访客; do
  status=0
  line=$("$hcode" scan --store gate "codes/$name.png") || status=$?
  printf 'exit %-2s  %s\n' "$status" "$line"
done
