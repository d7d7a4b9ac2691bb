#!/bin/sh
# An issuing desk: a green code on a card for one visitor with a negative test.
#
#   samples/desk.sh DESK                                       asks for everything
#   samples/desk.sh DESK NAME LATIN-NAME TAIL TEST-TIME [FOLDER]
#   samples/desk.sh desk 张小明 'Zhang Xiaoming' 123X 2026-11-24T08:00:00Z cards
#
# Empty answers leave a name or the tail out. The card is FOLDER/TIME-NUMBER.png; its name says nothing of
# the person. DESK is what 'hcode desk init' made. VALID is how long the code is valid, if not as the desk says, LAB where the test was taken, HCODE the program.
set -eu

if [ $# -ne 1 ] && [ $# -ne 5 ] && [ $# -ne 6 ]; then
  echo 'usage: samples/desk.sh DESK [NAME LATIN-NAME TAIL TEST-TIME [FOLDER]]' >&2
  exit 64
fi
desk=$1

ask() {
  printf '%s: ' "$1" >&2
  if ! IFS= read -r answer; then
    echo 'desk: no answer' >&2
    exit 64
  fi
}

if [ $# -eq 1 ]; then
  ask 'Name as the visitor writes it'; name=$answer
  ask 'Name in Latin letters'; latin=$answer
  ask 'Last characters of the identity document'; tail=$answer
  ask 'Time of the negative PCR test, such as 2026-11-24T08:00:00Z'; time=$answer
  folder=.
else
  name=$2 latin=$3 tail=$4 time=$5 folder=${6:-.}
fi

set -- --desk "$desk" --status green --card
if [ -n "${VALID:-}" ]; then set -- "$@" --valid "$VALID"; fi
if [ -n "$name" ]; then set -- "$@" "--name=$name"; fi
if [ -n "$latin" ]; then set -- "$@" "--latin-name=$latin"; fi
if [ -n "$tail" ]; then set -- "$@" "--document-tail=$tail"; fi
set -- "$@" "--test=pcr:negative:$time${LAB:+:$LAB}"

mkdir -p "$folder"
# Without --force nothing that is there is overwritten.
card=$folder/$(date -u +%Y%m%dT%H%M%SZ)-$$.png
"${HCODE:-hcode}" issue "$@" -o "$card"
