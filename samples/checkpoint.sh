#!/bin/sh
# A checkpoint: scans one picture and opens the gate for green, and for nothing else.
#
#   samples/checkpoint.sh PICTURE [OPTION OF HCODE SCAN ...]
#   samples/checkpoint.sh frame.png --store /srv/gate
#
# GATE_OPEN is the command that opens the gate; by default a word is printed. If it fails, the gate
# stays shut and the status is 75. HCODE names the program. The exit status is otherwise hcode's.
# The holder is not printed, so that a log of the gate is no list of names; HOLDER=show prints it, for a guard who
# compares it with a document.
set -eu

if [ $# -lt 1 ]; then
  echo 'usage: samples/checkpoint.sh PICTURE [OPTION OF HCODE SCAN ...]' >&2
  exit 64
fi
picture=$1
shift

status=0
[ "${HOLDER:-}" = show ] || set -- --without holder "$@"
"${HCODE:-hcode}" scan "$@" -- "$picture" || status=$?

# Only 0 opens. Whatever is not listed, a crash of the program too, keeps the gate shut.
case $status in
  0)
    if sh -c "${GATE_OPEN:-echo 'gate: open'}"; then exit 0; fi
    echo 'gate: shut. The gate did not open: call the engineer.'
    exit 75
    ;;
  10) echo 'gate: shut. Send the person to the desk.' ;;
  11) echo 'gate: shut. Tell the person the reason and who decided it.' ;;
  12) echo 'gate: shut. Genuine, but not acceptable now: say why, send the person to the desk.' ;;
  20) echo 'gate: shut. Not genuine: call for help.' ;;
  30) echo 'gate: shut. This scanner cannot decide: ask the person on duty.' ;;
  40) echo 'gate: shut. No health code seen: have it shown again, flat and whole.' ;;
  *) echo "gate: shut. The scanner does not work (status $status): call the engineer." ;;
esac
exit "$status"
