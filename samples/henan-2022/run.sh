#!/usr/bin/env bash
# A made log in which one office sets 1,317 reds in three days without a case behind them, and what an auditor sees of it.
# Needs hcode on PATH (or $HCODE) and python3. Writes into samples/out/henan-2022, or $1.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
hcode=${HCODE:-hcode}
out=${1:-$here/../out/henan-2022}
rm -rf "$out"
mkdir -p "$out"
chmod 700 "$out"
cd "$out"

"$hcode" keygen --issuer LOG --name 'Log of the sample' --no-passphrase >/dev/null
"$hcode" keygen --issuer WITNESS --name 'A university' --no-passphrase >/dev/null
"$hcode" log key WITNESS.pub --name witness.example --witness >witness.vkey
"$hcode" log init log --key LOG.key --origin sample.example/henan-2022 --at 2022-05-01T00:00:00Z
# The log is of 2022, so somebody has to vouch for today's clock whenever it grows.

# In May a witness and an auditor see the log for the first time; in July they come again.
python3 "$here/entries.py" may | "$hcode" log append log --clock-is-right >/dev/null
"$hcode" log checkpoint log --key LOG.key --at 2022-06-01T00:00:00Z
"$hcode" log witness log --log-key log/vkey --key WITNESS.key --name witness.example --state witness.state --first \
  --at 2022-06-01T00:05:00Z -o cosigned
"$hcode" log checkpoint log --cosigned cosigned --witness witness.vkey
cp log/checkpoint checkpoint-may
python3 "$here/entries.py" later | "$hcode" log append log --clock-is-right >/dev/null
"$hcode" log checkpoint log --key LOG.key --at 2022-07-11T00:00:00Z
"$hcode" log witness log --log-key log/vkey --key WITNESS.key --name witness.example --state witness.state \
  --at 2022-07-11T00:05:00Z -o cosigned
"$hcode" log checkpoint log --cosigned cosigned --witness witness.vkey

status=0
"$hcode" log audit log --log-key log/vkey --witness witness.vkey --seen checkpoint-may --since 2022-06-01T00:00:00Z \
  --svg reds.svg || status=$?
[ "$status" -eq 10 ]
"$hcode" log audit log --log-key log/vkey --csv --since 2022-06-01T00:00:00Z >days.csv || status=$?
"$hcode" log audit log --log-key log/vkey --json --since 2022-06-01T00:00:00Z >audit.json || status=$?
echo "chart: $out/reds.svg"
