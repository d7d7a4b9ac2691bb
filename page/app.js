// Shows what hcode says, and decides nothing. Whatever goes wrong takes the last answer off the screen.
// Texts of strangers reach the page by textContent alone.

// For how long an answer stands, in milliseconds; a file's longer, since nobody waits behind it.
const HOLD = 4000, HOLD_FILE = 15000;
// An answer to a picture of so long ago is about somebody who may have left.
const LATE = 3000;
const FRAME_EVERY = 100, FRAME_WIDTH = 1280, PATIENCE = 8000, FILE_PATIENCE = 65000, LARGEST_FILE = 16 << 20;
// From the mildest to the gravest, as docs/json.md orders exit statuses.
const GRAVITY = ["green", "none", "yellow", "undecided", "refused", "red", "forged"];
// A scanner types a character within so many milliseconds of the one before.
const TYPING = 500, LONGEST_TEXT = 20000;

const $ = id => document.getElementById(id);
const key = location.hash.slice(1);
history.replaceState(null, "", location.pathname);
const page = [...crypto.getRandomValues(new Uint8Array(16))].map(byte => byte.toString(16).padStart(2, "0")).join("");

let texts = null, words = null, language = navigator.language.startsWith("zh") ? "zh" : "en";
// Whether an answer was taken off since the scanner began: it counts what is held up once, and would not say it again.
let begun = false, rang = null;
let fault = null, shown = null, hint = "", lists = null, opened = null;
let audio = null, stream = null, starting = false, dark = 0, movedAt = 0, lastTime = -1, typed = "", typedAt = 0;

// What a stranger wrote, without what could reorder or hide the rest of the line, and not endless.
function plain(text) {
  return String(text).replace(/[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g, "\ufffd").slice(0, 300);
}

function when(time) {
  const date = new Date(time);
  return isNaN(date) ? plain(time) : new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" }).format(date);
}

const say = name => texts?.[language]?.[name] ?? "";
const word = (table, name) => Object.hasOwn(words[language][table], name) ? words[language][table][name] : plain(name);
// What stands about a list: its sentence with the subject and the time in it.
const about = (table, item) => word(table, item[table]).replaceAll("{subject}", plain(item.subject ?? "")).replaceAll("{time}", item.time ? when(item.time) : "");

// ---- Talking to hcode-page ----

class Unanswered extends Error {}

async function post(path, body, type, patience = PATIENCE) {
  let response;
  try {
    response = await fetch(path, { method: "POST", body, signal: AbortSignal.timeout(patience), cache: "no-store", redirect: "error", credentials: "omit",
      headers: { Authorization: `Bearer ${key}`, Page: page, ...(type ? { "Content-Type": type } : {}) } });
    if (response.ok) return await response.json();
  } catch {
    throw new Unanswered("faultServer");
  }
  throw new Unanswered({ 403: "faultKey", 409: "faultOther" }[response.status] ?? "faultServer");
}

// A question that every answer is shown of. What it brings is dropped when it comes late.
async function ask(path, body, type, patience) {
  const sent = Date.now();
  try {
    const said = await post(path, body, type, patience);
    const late = !patience && Math.abs(Date.now() - sent) > LATE;
    if (said.lists) lists = said.lists;
    if (said.scanner === false) fail("faultScanner");
    else if (late) fail("faultSlow");
    else if (said.scanner) heal();
    return late || said.scanner === false ? { ...said, lines: [] } : said;
  } catch (error) {
    fail(error instanceof Unanswered ? error.message : "faultServer");
    return { lines: [] };
  } finally {
    drawLists();
  }
}

function fail(name) {
  if (fault !== name) sound("fault");
  fault = name;
  shown = null;
  begun = false;
  draw();
}

// What failed with one file is no fault of the scanner, and stands until it was read.
function heal(name = fault) {
  if (fault === null || fault !== name || (fault === "faultFile" && arguments.length === 0)) return;
  fault = null;
  draw();
}

// ---- Answers ----

// A QR code of no known kind counts for nothing beside another before the camera.
const gravity = line => line.verdict === "none" && line.frame !== undefined ? -1 : GRAVITY.indexOf(line.verdict);

// The gravest of what came stands, and what came with it below it. A milder one that joins a graver one does not take its place: both may be one person's.
function take(lines, { alone = false, hold = HOLD } = {}) {
  const known = lines.filter(line => GRAVITY.includes(line.verdict));
  if (known.length < lines.length) return fail("faultScanner");
  if (known.length === 0 || fault) return;
  const sorted = known.toSorted((a, b) => gravity(b) - gravity(a));
  const [top, ...others] = sorted;
  if (!shown || alone || gravity(top) >= gravity(shown.top)) {
    const same = shown && !alone && top.frame !== undefined && top.frame === shown.top.frame ? [shown.top, ...shown.more] : [];
    shown = { top, more: [...others, ...same].slice(0, 8), since: Date.now(), hold };
    // A code that is held up on and on rings once.
    const code = [top.verdict, top.key_id, top.code_index].join();
    if (alone || rang?.code !== code || Date.now() - rang.at > hold + 2000) sound(top.verdict);
    rang = { code, at: Date.now() };
  } else {
    shown.more = [...shown.more, ...sorted].slice(0, 8);
  }
  draw();
}

// By the clock of the wall: a machine that slept with an answer on its screen shows it no longer.
function blankWhenOld() {
  if (shown && Math.abs(Date.now() - shown.since) > shown.hold) clear();
}

function clear() {
  shown = null;
  begun = false;
  draw();
}

function element(tag, text, ...children) {
  const made = document.createElement(tag);
  if (text !== null) made.textContent = text;
  made.append(...children);
  return made;
}

function facts(line) {
  const holder = line.holder ?? {}, names = [holder.name, holder.latin_name].filter(Boolean).join("  ");
  const rows = [["holder", names], ["birthDate", holder.birth_date], ["documentTail", holder.document_tail ?? holder.document],
    ["statusReason", line.status_reason && word("status_reason", line.status_reason)], ["authority", line.authority],
    ["rule", line.rules?.filter(rule => rule.outcome !== "passed").map(rule => rule.description?.[language] ?? rule.description?.en ?? rule.rule).join("  ")],
    ["notBefore", line.reason === "not-yet-valid" && line.not_before && when(line.not_before)], ["expires", line.expires && when(line.expires)],
    ["issuer", line.issuer && (line.issuer_name ? `${line.issuer_name} (${line.issuer})` : line.issuer)], ["appeal", line.verdict !== "green" && line.appeal],
    ["page", line.page], ["detail", ["undecided", "none"].includes(line.verdict) && line.reason !== "no-code" && line.detail],
    ...(line.warnings ?? []).map(warning => ["listsWarning", about("warning", warning)])];
  return rows.filter(([, value]) => value).flatMap(([name, value]) => {
    const isolated = element("bdi", plain(value));
    isolated.dir = "auto";
    return [element("dt", say(name)), element("dd", null, isolated)];
  });
}

const inOrder = () => language === "zh" ? ["zh", "en"] : ["en", "zh"];
const both = verdict => inOrder().map(each => words[each].verdict[verdict]).join(" ");

// The same, for the largest letters: each word whole, and read in its own language.
function bothWords(verdict) {
  return inOrder().flatMap(each => {
    const made = element("span", words[each].verdict[verdict]);
    made.lang = each === "zh" ? "zh-CN" : "en";
    return [made, " "];
  });
}

let drawn = null;
function draw() {
  const panel = $("answer"), [shape, name, reason, doing, list, more] = panel.children;
  const now = JSON.stringify([fault, shown?.top, shown?.more, shown?.since, language]);
  if (now === drawn) return;
  drawn = now;
  const kind = fault ? "fault" : shown ? shown.top.verdict : "waiting";
  panel.dataset.verdict = kind;
  shape.firstElementChild.setAttribute("href", `#shape-${kind}`);
  list.replaceChildren();
  more.replaceChildren();
  if (kind === "fault") {
    name.textContent = say("fault") || "SCANNER DOES NOT WORK 扫码器不工作";
    reason.textContent = say(fault);
    doing.textContent = say("faultDo");
  } else if (kind === "waiting") {
    name.textContent = say("waiting");
    reason.textContent = "";
    doing.textContent = say("waitingDo");
  } else {
    const { top } = shown;
    name.replaceChildren(...bothWords(top.verdict));
    // That it is as it was signed says nothing more than its colour.
    reason.textContent = top.reasons?.filter(each => each !== "as-signed").map(each => word("reason", each)).join("; ") ?? "";
    doing.textContent = word("do", top.verdict) + (top.holder && top.verdict === "green" ? `. ${say("compare")}` : "");
    list.replaceChildren(...facts(top));
    if (shown.more.length) {
      const rows = shown.more.map(line => `${both(line.verdict)}${line.reason === "as-signed" ? "" : `: ${word("reason", line.reason)}`}`);
      more.replaceChildren(element("li", say("also")), ...rows.map(row => element("li", row)));
      if (shown.more.some(line => line.verdict === "green") && top.verdict !== "green") more.append(element("li", say("alsoGreen")));
    }
  }
}

function drawLists() {
  if (!texts || !words) return;
  const state = ["current", "warning", "lacking"].includes(lists?.state) ? lists.state : "unknown";
  const [mark, text] = $("lists").children, names = { current: "listsCurrent", warning: "listsWarning", lacking: "listsLacking", unknown: "listsUnknown" };
  const newest = state === "current" && lists.newest ? `, ${when(lists.newest)}` : "";
  $("lists").dataset.state = state;
  mark.textContent = { current: "✓", warning: "▲", lacking: "✖", unknown: "?" }[state];
  const said = say(names[state]) + newest;
  if (text.textContent !== said) text.textContent = said;
  const notes = state === "unknown" ? [] : [...lists.lacks.map(lack => about("lack", lack)), ...lists.warnings.map(warning => about("warning", warning))];
  $("notes").hidden = notes.length === 0;
  const all = notes.slice(0, 4).join("\n");
  if ($("notes").textContent !== all) $("notes").textContent = all;
}

function drawHint(name) {
  hint = name;
  if ($("hint").textContent !== say(name)) $("hint").textContent = say(name);
}

function drawTexts() {
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  document.title = `hcode: ${say("title")}`;
  for (const each of document.querySelectorAll("[data-t]")) each.textContent = say(each.dataset.t);
  for (const each of document.querySelectorAll("[data-t-label]")) each.setAttribute("aria-label", say(each.dataset.tLabel));
  for (const each of document.querySelectorAll("[data-word]")) each.textContent = both(each.dataset.word);
  $("language").textContent = say("otherLanguage");
  $("language").lang = language === "zh" ? "en" : "zh-CN";
  $("sound").textContent = say(audio?.state === "running" ? "soundOn" : "soundOff");
  $("sound").setAttribute("aria-pressed", String(audio?.state === "running"));
  $("mode").textContent = say($("issue").hidden ? "toIssue" : "toScan");
  const reasons = $("form").elements.reason, chosen = reasons.value;
  reasons.replaceChildren(...["", ...Object.keys(words[language].status_reason)].map(each => {
    const option = element("option", each && word("status_reason", each));
    option.value = each;
    return option;
  }));
  reasons.value = chosen;
  drawHint(hint);
  drawLists();
  draw();
}

// ---- Sound: how often and how high it rings says what the colour says ----

const RINGS = { green: [880], yellow: [660, 660], fault: [220, 220, 220, 220] };

function sound(kind) {
  if (audio?.state !== "running") return;
  (RINGS[kind] ?? [330, 330, 330]).forEach((pitch, number) => {
    const tone = audio.createOscillator(), volume = audio.createGain(), start = audio.currentTime + number * 0.22;
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(0.25, start);
    volume.gain.exponentialRampToValueAtTime(0.001, start + 0.2);
    tone.connect(volume).connect(audio.destination);
    tone.start(start);
    tone.stop(start + 0.2);
  });
}

// Before somebody has pressed a key or a button, most browsers let nothing ring.
function startSound() {
  audio = new AudioContext();
  audio.addEventListener("statechange", drawTexts);
}

async function turnSound() {
  await (audio.state === "running" ? audio.suspend() : audio.resume());
  sound("green");
}

// ---- Camera ----

const canvas = document.createElement("canvas"), small = document.createElement("canvas");
[small.width, small.height] = [32, 18];

async function startCamera() {
  if (starting) return;
  starting = true;
  stream?.getTracks().forEach(track => track.stop());
  stream = null;
  $("retry").hidden = true;
  drawHint("starting");
  try {
    stream = await navigator.mediaDevices.getUserMedia({ audio: false, video: { facingMode: "environment", width: { ideal: 1280 }, height: { ideal: 720 } } });
    const [track] = stream.getVideoTracks();
    track.addEventListener("ended", lostCamera);
    $("video").classList.toggle("mirrored", track.getSettings().facingMode === "user");
    $("video").srcObject = stream;
    await $("video").play();
    movedAt = Date.now();
    drawHint("");
  } catch {
    lostCamera();
  }
  starting = false;
}

function lostCamera() {
  stream = null;
  $("retry").hidden = false;
  drawHint("noCamera");
}

function isDark(video) {
  const context = small.getContext("2d", { willReadFrequently: true });
  context.drawImage(video, 0, 0, small.width, small.height);
  const { data } = context.getImageData(0, 0, small.width, small.height);
  let sum = 0;
  for (let at = 0; at < data.length; at += 4) sum += data[at] + 2 * data[at + 1] + data[at + 2];
  return sum / data.length < 20;
}

async function frame() {
  const video = $("video");
  if (!stream || document.hidden || !video.videoWidth || $("scan").hidden) return null;
  if (video.currentTime === lastTime) {
    if (Date.now() - movedAt > 5000) drawHint("stopped");
    return null;
  }
  [lastTime, movedAt] = [video.currentTime, Date.now()];
  dark = isDark(video) ? dark + 1 : 0;
  drawHint(dark > 5 ? "dark" : ["dark", "stopped", "starting"].includes(hint) ? "" : hint);
  canvas.width = Math.min(FRAME_WIDTH, video.videoWidth);
  canvas.height = Math.round(canvas.width * video.videoHeight / video.videoWidth);
  canvas.getContext("2d").drawImage(video, 0, 0, canvas.width, canvas.height);
  return new Promise(done => canvas.toBlob(done, "image/jpeg", 0.9));
}

const pause = length => new Promise(done => setTimeout(done, length));

// One question after the other, for ever: a frame when there is one, else how things are.
async function watch() {
  for (let asked = 0; ; ) {
    const began = Date.now();
    blankWhenOld();
    if (fault === "faultOther" || fault === "faultKey") {
      await pause(500);
      continue;
    }
    if (!begun && !await start()) {
      await pause(500);
      continue;
    }
    const picture = await frame();
    if (picture) {
      const { lines } = await ask("/frame", picture, "image/jpeg");
      // What came after the answer went off is not all that is in view.
      if (begun) take(lines);
    } else if (began - asked > 1000) {
      await ask("/state");
    }
    if (picture || began - asked > 1000) asked = Date.now();
    await pause(Math.max(20, FRAME_EVERY - (Date.now() - began)));
  }
}

async function wake() {
  if (document.hidden) return clear();
  blankWhenOld();
  try { await navigator.wakeLock?.request("screen"); } catch { /* The screen may then go dark. */ }
  if (opened && (!stream || stream.getVideoTracks()[0].readyState === "ended")) startCamera();
}

// ---- Files and typed texts ----

let busy = false;
async function judge(path, body, type, hold, patience) {
  if (busy || fault) return;
  busy = true;
  clear();
  drawHint("working");
  const said = await ask(path, body, type, patience);
  if (said.failed) {
    fail("faultFile");
    await pause(HOLD);
    heal("faultFile");
  }
  // What is before the camera is judged again beside it.
  begun = false;
  take(said.lines, { alone: true, hold });
  if (hint === "working") drawHint("");
  busy = false;
}

function open(file) {
  if (!file) return;
  if (file.size > LARGEST_FILE) return drawHint("tooLarge");
  judge("/file", file, "application/octet-stream", HOLD_FILE, FILE_PATIENCE);
}

function typing(event) {
  if (event.key === "Escape") return next();
  if ($("scan").hidden || event.ctrlKey || event.metaKey || event.target.closest?.("input, select, textarea")) return;
  if (event.isComposing || event.key === "Process") return drawHint("composing");
  const now = Date.now(), running = now - typedAt < TYPING;
  if (!running) typed = "";
  if ([...event.key].length === 1 && typed.length < LONGEST_TEXT) {
    // A blank that begins nothing is a person at a button.
    if (event.key === " " && typed === "") return;
    [typed, typedAt] = [typed + event.key, now];
    if (running) document.activeElement?.blur();
    event.preventDefault();
  } else if ((event.key === "Enter" || event.key === "Tab") && typed.length > 3) {
    event.preventDefault();
    judge("/text", typed, "text/plain", HOLD);
    typed = "";
  }
}

function next() {
  typed = "";
  clear();
  if (fault === "faultOther") {
    fault = null;
    draw();
  }
}

// ---- The desk ----

function switchMode() {
  const issuing = $("issue").hidden;
  $("issue").hidden = !issuing;
  $("scan").hidden = issuing;
  document.body.dataset.mode = issuing ? "issue" : "scan";
  clear();
  drawTexts();
}

function drawForm() {
  const form = $("form"), yellow = form.elements.status.value === "yellow", tested = form.elements.test_kind.value !== "";
  for (const each of form.querySelectorAll(".for-yellow")) each.hidden = !yellow;
  for (const each of form.querySelectorAll(".for-test")) each.hidden = !tested;
}

function blankForm() {
  if ($("card").src) URL.revokeObjectURL($("card").src);
  $("card").removeAttribute("src");
  $("form").reset();
  $("issued").hidden = true;
  $("form").hidden = false;
  $("outcome").textContent = "";
  drawForm();
  $("form").elements.name.focus();
}

async function sign(event) {
  event.preventDefault();
  const form = $("form"), row = { lang: language };
  for (const [name, value] of new FormData(form)) {
    const field = form.elements[name];
    if (value && !(field.closest?.("label")?.hidden)) row[name] = name === "test_time" ? `${new Date(value).toISOString().slice(0, 19)}Z` : value;
  }
  $("sign").disabled = true;
  $("outcome").textContent = say("signing");
  let said;
  try {
    said = await post("/issue", JSON.stringify(row), "application/json", FILE_PATIENCE);
  } catch {
    said = { failed: true };
  }
  $("sign").disabled = false;
  const notes = (said.said ?? []).map(plain);
  if (said.issued) {
    const bytes = Uint8Array.from(atob(said.issued.png), each => each.charCodeAt(0)), made = said.issued;
    $("card").src = URL.createObjectURL(new Blob([bytes], { type: "image/png" }));
    const sentence = [say("issued"), both(made.status), `${made.key_id}:${made.code_index}`, say("expires"), when(made.expires)].join(" ");
    $("card").alt = sentence;
    $("issuedText").textContent = [sentence, ...notes].join("\n");
    $("form").hidden = true;
    $("issued").hidden = false;
    $("print").focus();
  } else if (said.rejected) {
    const name = said.rejected.column ?? "", label = form.querySelector(`[name="${CSS.escape(name)}"]`)?.closest("label")?.firstElementChild?.textContent;
    $("outcome").textContent = `${say("notIssued")} ${label ?? plain(name)}: ${plain(said.rejected.reason)}`;
    form.elements[name]?.focus?.();
  } else {
    $("outcome").textContent = [notes.length ? say("notIssued") : say("issueUnknown"), ...notes].join("\n");
  }
}

// ---- Beginning ----

// Tells the scanner that this page is there, and has it count what is in view from now on.
async function start() {
  begun = true;
  const said = await ask("/open", JSON.stringify({ page }), "application/json");
  if (said.issue === undefined) return begun = false;
  $("mode").hidden = !said.issue;
  if (!opened) {
    opened = said;
    if (said.lang && said.lang !== language) { language = said.lang; drawTexts(); }
    startCamera();
  }
  return begun;
}

async function read(path) {
  const response = await fetch(path, { credentials: "omit" });
  if (!response.ok) throw new Error(path);
  return response.json();
}

$("sound").addEventListener("click", turnSound);
$("language").addEventListener("click", () => { language = language === "zh" ? "en" : "zh"; drawTexts(); });
$("mode").addEventListener("click", switchMode);
$("next").addEventListener("click", next);
$("retry").addEventListener("click", startCamera);
$("choose").addEventListener("click", () => $("file").click());
$("file").addEventListener("change", () => { open($("file").files[0]); $("file").value = ""; });
$("form").addEventListener("submit", sign);
$("form").addEventListener("change", drawForm);
$("print").addEventListener("click", () => print());
$("another").addEventListener("click", blankForm);
document.addEventListener("keydown", typing);
document.addEventListener("visibilitychange", wake);
addEventListener("focus", wake);
addEventListener("dragover", event => { event.preventDefault(); document.body.classList.add("dragging"); });
addEventListener("dragleave", () => document.body.classList.remove("dragging"));
addEventListener("drop", event => {
  event.preventDefault();
  document.body.classList.remove("dragging");
  if (!$("scan").hidden) open(event.dataTransfer.files[0]);
});
setInterval(blankWhenOld, 250);

try {
  [texts, words] = await Promise.all([read("/texts.json"), read("/words.json")]);
  startSound();
  drawTexts();
  drawForm();
  wake();
  watch();
} catch {
  fail("faultWords");
}
