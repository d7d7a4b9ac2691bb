#!/bin/sh
# A hand-held scanner: a verdict on each text it sends, for ever, and a gate that opens for green.
#
#   samples/handheld.sh [--device FILE] [OPTION OF HCODE VERIFY ...]
#   samples/handheld.sh --bell --device /dev/ttyACM0 --store /srv/gate
#   GATE_OPEN='gpioset -m time -u 500000 gpiochip0 17=1' samples/handheld.sh --device /dev/ttyACM0
#
# Without --device the lines come from standard input, as a scanner in keyboard mode types them. --bell rings
# once for green, twice for yellow, three times for everything else. A device that is pulled out is waited for.
# GATE_OPEN is the command that opens a gate; with it the verdicts are printed as JSON. HCODE names the program.
# The exit status, at the end of the input or after Ctrl-C, is the gravest verdict.
# The holder is not printed, so that what is kept of the output is no list of names; HOLDER=show prints it, for a guard
# who compares it with a document.
set -eu

input=-
for option in "$@"; do
  case $option in --device | --device=* | -) input= ;; esac
done

[ "${HOLDER:-}" = show ] || set -- --without holder "$@"

if [ -z "${GATE_OPEN:-}" ]; then
  exec "${HCODE:-hcode}" verify "$@" $input
fi

# The verdict is the first member of the object, so nothing that a code says can stand in its place. The status of
# hcode travels beside the lines, because a pipe would hide it.
exec 4>&1
status=$(
  {
    {
      result=0
      "${HCODE:-hcode}" verify "$@" --json $input 3>&- 4>&- || result=$?
      echo "$result" >&3
    } | {
      # Ctrl-C is hcode's: it ends, and what it said last is still acted on.
      trap '' INT TERM
      while IFS= read -r line; do
        printf '%s\n' "$line" >&4
        case $line in
          '{"verdict":"green",'*)
            sh -c "$GATE_OPEN" </dev/null >&4 3>&- || echo 'gate: shut. It did not open: call the engineer.' >&4
            ;;
        esac
      done
    }
  } 3>&1
)
exit "$status"
