#!/bin/sh
# A hand-held scanner: a verdict on each line it sends, for ever.
#
#   samples/handheld.sh [--bell] [--device FILE] [OPTION OF HCODE VERIFY ...]
#   samples/handheld.sh --bell --device /dev/ttyACM0 --trust keys/CN-HA.pub
#
# Without --device the lines come from standard input, as a scanner in keyboard mode types them. --bell
# rings once for green and three times for everything else. When a device is pulled out, it is waited for
# and opened again. HCODE names the program. The exit status, at the end of the input, is the gravest.
set -eu

bell=no
device=
while [ $# -gt 0 ]; do
  case $1 in
    --bell) bell=yes ;;
    --device)
      if [ $# -lt 2 ]; then echo 'handheld: --device needs a file' >&2; exit 64; fi
      device=$2
      shift
      ;;
    *) break ;;
  esac
  shift
done

# One run of hcode for the whole stream: it keeps its keys and answers each line at once.
judge() {
  if [ "$bell" = no ]; then
    "${HCODE:-hcode}" verify "$@" -
    return
  fi
  # The verdict comes first; the status travels beside it, because a pipe would hide it.
  exec 4>&1
  result=$(
    {
      {
        status=0
        "${HCODE:-hcode}" verify "$@" - 3>&- 4>&- || status=$?
        echo "$status" >&3
      } | while IFS= read -r line; do
        printf '%s\n' "$line" >&4
        case $line in
          '● '*) printf '\a' >&4 ;;
          *) printf '\a\a\a' >&4 ;;
        esac
      done
    } 3>&1
  )
  return "$result"
}

if [ -z "$device" ]; then
  judge "$@"
  exit
fi

if [ ! -e "$device" ]; then echo "handheld: $device: not there" >&2; exit 66; fi
if [ ! -c "$device" ]; then
  judge "$@" <"$device"
  exit
fi
while :; do
  stty -F "$device" raw -echo 2>/dev/null || true
  judge "$@" <"$device" || true
  echo "handheld: $device went away; waiting for it" >&2
  while sleep 1; [ ! -c "$device" ]; do :; done
done
