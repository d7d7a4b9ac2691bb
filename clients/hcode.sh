#!/bin/bash
# Verdicts from a shell by one hcode that goes on running:  hcode.sh [OPTIONS OF hcode verify] < texts
# Prints verdict and reason of each line; ends with 0 when there was a text and all are green. When hcode dies, hangs or answers
# with anything else, the text is undecided, and hcode is started anew.
set -u
program=${HCODE:-hcode}
seconds=${HCODE_SECONDS:-5}
seconds=${seconds%.*}
((seconds >= 1)) 2>/dev/null || seconds=1
longest=60000
export LC_ALL=C

start() {
  coproc GATE { exec "$program" verify --exact --json --without holder,evidence "$@" -; }
  pid=$GATE_PID from=${GATE[0]} to=${GATE[1]}
}
stop() {
  kill -KILL "$pid" 2>/dev/null
  wait "$pid" 2>/dev/null
  pid=
}
# A file of cards brings several answers, and a part of a card none. So a mark that nobody can guess is asked behind each text, a
# version of our format that does not exist: what comes before its answer is the text's own.
ask() {
  local mark line count=0 till=$((SECONDS + seconds))
  printf -v mark '1%05d%05d%05d' $((SRANDOM % 100000)) $((SRANDOM % 100000)) $((SRANDOM % 100000))
  printf '%s\nHCODE%s:\n' "$1" "$mark" >&"$to" 2>/dev/null || return 1
  while IFS= read -r -t $((till > SECONDS ? till - SECONDS : 1)) -u "$from" line; do
    [[ $line =~ ^\{\"verdict\":\"(green|yellow|red|refused|forged|undecided|none)\",\"genuine\":(true|false),\"reason\":\"([a-z0-9-]+)\" ]] || return 1
    if [[ ${BASH_REMATCH[3]} == unknown-version && $line == *"$mark"* ]]; then
      ((count == 1)) && return 0
      # The other parts of a card are not the next text.
      answer=undecided reason=unsupported
      stop
      return 0
    fi
    answer=${BASH_REMATCH[1]} reason=${BASH_REMATCH[3]}
    ((++count < 100)) || return 1
  done
  return 1
}
trap 'stop' EXIT
trap '' PIPE
pid=
status=1
# NUL would vanish in a shell, and leave another text: it becomes a character that no code has.
exec {texts}< <(exec tr '\000' '\001')
while IFS= read -r -u "$texts" text || [[ -n $text ]]; do
  [[ ${text: -1} != $'\r' ]] || text=${text:0:-1}
  answer=undecided reason=verifier-failed
  if ((${#text} <= longest)) && [[ $text != *[$'\t\r']* && $text == *[!\ ]* ]]; then
    [[ -n $pid ]] && kill -0 "$pid" 2>/dev/null || start "$@"
    if ! ask "$text"; then
      stop
      answer=undecided reason=verifier-failed
    fi
  else
    reason=unsupported
  fi
  printf '%s %s\n' "$answer" "$reason"
  if [[ $answer != green ]]; then status=2; elif ((status == 1)); then status=0; fi
done
exit "$status"
